import { randomUUID } from 'node:crypto';
import type { Claims } from '../auth/token.ts';
import type { Queries } from '../database/pool.ts';
import { keyOf } from '../files/document-routes.ts';
import { isKey, type ObjectStore } from '../files/object-store.ts';
import { potentialDuplicates } from '../search/duplicates.ts';
import { TrpcError } from '../trpc/trpc-error.ts';
import { appendAction, appendAudit, type NewAction } from './action-writer.ts';
import { assertAvailable, assertConditions } from './available-actions.ts';
import type { Declaration, EventDocument } from './event-document.ts';
import { reindexed, visibleEvent, type Registry } from './event-service.ts';
import { confirmLater } from './confirmation.ts';
import { filePathsIn } from './file-paths.ts';
import { newRegistrationNumber } from './identifiers.ts';
import { callerOf, type User } from './user.ts';
import { annotationErrors, assertKnownFields, declarationErrors } from './validate-declaration.ts';

export interface ActionInput {
  eventId: string;
  transactionId: string;
  declaration?: Declaration | undefined;
  annotation?: Declaration | null | undefined;
  content?: Record<string, unknown> | undefined;
  keepAssignment?: boolean | undefined;
  keepAssignmentIfAccepted?: boolean | undefined;
}

export type ActionType = 'DECLARE' | 'REGISTER' | 'ARCHIVE' | 'REJECT';

const SCOPES: Record<ActionType, string[]> = {
  DECLARE: ['record.declare', 'record.register'],
  REGISTER: ['record.register'],
  ARCHIVE: ['record.archive'],
  REJECT: ['record.reject'],
};

/**
 * Requests an action and accepts it at once, unless a registration has to be confirmed elsewhere. The refusals come in the order that
 * was recorded: scope, existence, assignment, repetition, validity, files, state, conditions.
 */
export async function performAction(
  registry: Registry,
  claims: Claims,
  type: ActionType,
  input: ActionInput,
): Promise<EventDocument> {
  const { eventId, transactionId } = input;
  const user = await callerOf(registry.database, claims);
  const { event, state } = await visibleEvent(registry, user, eventId, ...SCOPES[type]);
  if (type === 'ARCHIVE' && state.status === 'CREATED') {
    throw new TrpcError('NOT_FOUND', `Event not found with ID: ${eventId}`);
  }
  if (state.assignedTo !== user.id) throw new TrpcError('CONFLICT', 'You are not assigned to this event');
  const isRepeated = event.actions.some(
    (action) => action.transactionId === transactionId && action.type === type,
  );
  if (isRepeated) return event;

  const declaration = { ...state.declaration, ...input.declaration };
  const isForm = type === 'DECLARE' || type === 'REGISTER';
  if (isForm) {
    assertValid(type, declaration, input);
    await assertFilesExist(registry.store, [input.declaration, input.annotation]);
  }
  assertAvailable(type, state);
  assertConditions(type, state);

  const duplicates = isForm ? potentialDuplicates(eventId, declaration, registry.index.records()) : [];
  const isDuplicate = duplicates.length > 0 && !wasClearedOfDuplicates(event);
  const isAwaited = type === 'REGISTER' && !isDuplicate && registry.registration !== null;
  let waitingFor: string | null = null;
  await registry.database.transaction(async (queries) => {
    const append = (action: Omit<NewAction, 'eventId' | 'transactionId'>) =>
      appendAction(queries, user, { eventId, transactionId, ...action });
    if (isAwaited) {
      waitingFor = await append(requestOf(type, input));
      return;
    }
    if (!(type === 'REGISTER' && isDuplicate)) await requestAndAccept(append, type, input);
    if (isDuplicate) {
      const annotation = (type === 'REGISTER' ? input.annotation : null) ?? {};
      await append({ type: 'DUPLICATE_DETECTED', annotation, content: { duplicates } });
    }
    const isKept = input.keepAssignment === true || input.keepAssignmentIfAccepted === true;
    if (isDuplicate || !isKept) await unassign(queries, user, eventId, transactionId);
    await audit(queries, user, event, type, transactionId);
  });
  if (waitingFor !== null && registry.registration !== null)
    confirmLater(registry, { eventId, actionId: waitingFor, transactionId, user }, registry.registration);
  return reindexed(registry, eventId);
}

const requestOf = (type: ActionType, { declaration, annotation, content }: ActionInput) => ({
  type,
  status: 'Requested' as const,
  declaration: declaration ?? {},
  ...(annotation === undefined || annotation === null ? {} : { annotation }),
  ...(content === undefined ? {} : { content }),
});

async function requestAndAccept(
  append: (action: Omit<NewAction, 'eventId' | 'transactionId'>) => Promise<string>,
  type: ActionType,
  input: ActionInput,
): Promise<void> {
  const { content } = input;
  const originalActionId = await append(requestOf(type, input));
  await append({
    type,
    originalActionId,
    ...(content === undefined ? {} : { content }),
    ...(type === 'REGISTER' ? { registrationNumber: newRegistrationNumber() } : {}),
  });
}

function assertValid(type: ActionType, declaration: Declaration, input: ActionInput): void {
  assertKnownFields(input.declaration ?? {});
  const errors = [
    ...declarationErrors(declaration, Date.now()),
    ...(type === 'DECLARE' ? annotationErrors(input.annotation ?? {}) : []),
  ];
  if (errors.length > 0) throw new TrpcError('BAD_REQUEST', JSON.stringify(errors));
}

/** Every file that is named must have been uploaded. */
async function assertFilesExist(store: ObjectStore, parts: unknown[]): Promise<void> {
  for (const path of filePathsIn(parts)) {
    const key = keyOf(path);
    if (isKey(key) && (await store.facts(key)) !== null) continue;
    throw new TrpcError('BAD_REQUEST', `File not found: ${path}`);
  }
}

const wasClearedOfDuplicates = (event: EventDocument): boolean =>
  event.actions.some(({ type }) => type === 'MARK_AS_NOT_DUPLICATE');

/** The entry carries the action's transaction, unless declare and register shared one and it is taken. */
async function unassign(queries: Queries, user: User, eventId: string, transactionId: string) {
  const [taken] = await queries.query(
    `SELECT 1 FROM app.event_actions WHERE transaction_id = $1 AND action_type = 'UNASSIGN'`,
    [transactionId],
  );
  const free = taken === undefined ? transactionId : randomUUID();
  await appendAction(queries, user, { eventId, type: 'UNASSIGN', transactionId: free });
}

const audit = (
  queries: Queries,
  user: User,
  event: EventDocument,
  actionType: string,
  transactionId: string,
) =>
  appendAudit(
    queries,
    user,
    `event.actions.${actionType.toLowerCase()}.request`,
    { eventId: event.id, eventType: event.type, actionType, trackingId: event.trackingId, transactionId },
    null,
  );
