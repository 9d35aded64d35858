import type { Claims } from '../auth/token.ts';
import { TrpcError } from '../trpc/trpc-error.ts';
import { appendAction } from './action-writer.ts';
import { assertAvailable } from './available-actions.ts';
import type { EventDocument } from './event-document.ts';
import { reindexed, visibleEvent, type Registry } from './event-service.ts';
import { reachOf } from './scope.ts';
import { callerOf } from './user.ts';

interface Input {
  eventId: string;
  transactionId: string;
}

/** Gives the record to the caller; CONFLICT while somebody else has it. */
export async function assign(
  registry: Registry,
  claims: Claims,
  { eventId, transactionId, assignedTo }: Input & { assignedTo: string },
): Promise<EventDocument> {
  const user = await callerOf(registry.database, claims);
  const { event, state } = await visibleEvent(registry, user, eventId, 'record.read');
  if (state.assignedTo === assignedTo) return event;
  if (state.assignedTo !== null) throw new TrpcError('CONFLICT');
  await appendAction(registry.database, user, { eventId, type: 'ASSIGN', transactionId, assignedTo });
  return reindexed(registry, eventId);
}

/** Takes the record from whoever has it; somebody else's only with the scope for it. */
export async function unassign(
  registry: Registry,
  claims: Claims,
  { eventId, transactionId }: Input,
): Promise<EventDocument> {
  const user = await callerOf(registry.database, claims);
  const { event, state } = await visibleEvent(registry, user, eventId, 'record.read');
  if (state.assignedTo === null) return event;
  if (state.assignedTo !== user.id) reachOf(user, 'record.unassign-others');
  await appendAction(registry.database, user, { eventId, type: 'UNASSIGN', transactionId });
  return reindexed(registry, eventId);
}

/** Clears a record of the suspicion of being a duplicate, so that it can be registered. */
export async function markNotDuplicate(
  registry: Registry,
  claims: Claims,
  { eventId, transactionId, keepAssignment }: Input & { keepAssignment?: boolean | undefined },
): Promise<EventDocument> {
  const user = await callerOf(registry.database, claims);
  const { state } = await visibleEvent(registry, user, eventId, 'record.review-duplicates');
  if (state.assignedTo !== user.id) throw new TrpcError('CONFLICT', 'You are not assigned to this event');
  await registry.database.transaction(async (queries) => {
    await appendAction(queries, user, { eventId, type: 'MARK_AS_NOT_DUPLICATE', transactionId });
    if (keepAssignment !== true) {
      await appendAction(queries, user, { eventId, type: 'UNASSIGN', transactionId });
    }
  });
  return reindexed(registry, eventId);
}

/** Removes a draft and its log; a declared record is refused. */
export async function deleteEvent(registry: Registry, claims: Claims, { eventId }: Input) {
  const user = await callerOf(registry.database, claims);
  const { state } = await visibleEvent(registry, user, eventId, 'record.declare', 'record.notify');
  if (state.assignedTo !== user.id) throw new TrpcError('CONFLICT', 'You are not assigned to this event');
  assertAvailable('DELETE', state);
  await registry.database.transaction(async (queries) => {
    await queries.query('DELETE FROM app.event_actions WHERE event_id = $1', [eventId]);
    await queries.query('DELETE FROM app.events WHERE id = $1', [eventId]);
  });
  registry.index.put(eventId, null);
  return { id: eventId };
}
