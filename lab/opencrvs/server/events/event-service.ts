import { randomUUID } from 'node:crypto';
import type { Registration } from '../../config.ts';
import type { Claims } from '../auth/token.ts';
import type { Database, Queries } from '../database/pool.ts';
import type { ObjectStore } from '../files/object-store.ts';
import { indexedRecord, placeOf } from '../search/index-document.ts';
import type { SearchIndex } from '../search/index-file.ts';
import { search, type SearchInput } from '../search/search-query.ts';
import { TrpcError } from '../trpc/trpc-error.ts';
import { appendAction, appendAudit } from './action-writer.ts';
import { loadEvent, loadEvents, type EventDocument } from './event-document.ts';
import { stateOf, type EventState } from './event-state.ts';
import { newTrackingId } from './identifiers.ts';
import { placesCache, type Places } from './places-cache.ts';
import { boundary, isWithin, reachOf } from './scope.ts';
import { callerOf, type User } from './user.ts';

/** What the events service works on. */
export interface Registry {
  database: Database;
  index: SearchIndex;
  store: ObjectStore;
  places: () => Promise<Places>;
  /** How registrations are confirmed; null: at once. */
  registration: Registration | null;
}

export const registryOf = (
  database: Database,
  index: SearchIndex,
  store: ObjectStore,
  registration: Registration | null,
): Registry => ({
  database,
  index,
  store,
  places: placesCache(database),
  registration,
});

const notFound = (eventId: string) => new TrpcError('NOT_FOUND', `Event not found with ID: ${eventId}`);

/** A record that the caller may work on with one of `scopes`, and what it adds up to. */
export async function visibleEvent(
  registry: Registry,
  user: User,
  eventId: string,
  ...scopes: string[]
): Promise<{ event: EventDocument; state: EventState }> {
  const within = boundary(user, reachOf(user, ...scopes));
  const event = await loadEvent(registry.database, eventId);
  if (event === null) throw notFound(eventId);
  const state = stateOf(event);
  if (!isWithin(await registry.places(), placeOf(event, state), within)) throw notFound(eventId);
  if (state.status === 'CREATED' && event.actions[0]?.createdBy !== user.id) throw notFound(eventId);
  return { event, state };
}

/** Reads the record again and brings its index entry up to date. */
export async function reindexed(registry: Registry, eventId: string): Promise<EventDocument> {
  const event = await loadEvent(registry.database, eventId);
  if (event === null) throw notFound(eventId);
  registry.index.put(eventId, indexedRecord(event, await registry.places()));
  return event;
}

/** A draft assigned to its creator. The same transaction and type give the same record again. */
export async function createEvent(
  registry: Registry,
  claims: Claims,
  { type, transactionId }: { type: string; transactionId: string },
): Promise<EventDocument> {
  const user = await callerOf(registry.database, claims);
  reachOf(user, 'record.create');
  if (type !== 'birth') {
    throw new TrpcError('BAD_REQUEST', `No configuration found for event type: ${type}`);
  }
  const eventId = await registry.database.transaction(async (queries) => {
    const [created] = await queries.query<{ id: string }>(
      `INSERT INTO app.events (event_type, transaction_id, tracking_id) VALUES ($1, $2, $3)
       ON CONFLICT (transaction_id, event_type) DO NOTHING RETURNING id`,
      [type, transactionId, newTrackingId()],
    );
    if (created === undefined) return existing(queries, type, transactionId);
    const eventId = created.id;
    await appendAction(queries, user, { eventId, type: 'CREATE', transactionId });
    await appendAction(queries, user, { eventId, type: 'ASSIGN', transactionId, assignedTo: user.id });
    await appendAudit(queries, user, 'event.create', { eventType: type, transactionId }, { eventId });
    return eventId;
  });
  return reindexed(registry, eventId);
}

async function existing(queries: Queries, type: string, transactionId: string): Promise<string> {
  const [event] = await queries.query<{ id: string }>(
    'SELECT id FROM app.events WHERE transaction_id = $1 AND event_type = $2',
    [transactionId, type],
  );
  return event?.id ?? '';
}

/** The full record. Reading leaves a trace in its log and in the audit log, and heals a lost index entry. */
export async function getEvent(registry: Registry, claims: Claims, eventId: string): Promise<EventDocument> {
  const user = await callerOf(registry.database, claims);
  const { event } = await visibleEvent(registry, user, eventId, 'record.read');
  await registry.database.transaction(async (queries) => {
    await appendAction(queries, user, { eventId, type: 'READ', transactionId: randomUUID() });
    const { type: eventType, trackingId } = event;
    await appendAudit(queries, user, 'event.get', { eventId }, { eventType, trackingId });
  });
  return reindexed(registry, eventId);
}

/** Asks the index alone: what is not indexed is not found, and nothing is healed. */
export async function searchEvents(registry: Registry, claims: Claims, input: SearchInput) {
  const user = await callerOf(registry.database, claims);
  return search(registry.index.records(), input, boundary(user, reachOf(user, 'record.search')));
}

/** Rebuilds the index from the tables; gives the number of records in it. */
export async function reindexAll(registry: Registry): Promise<number> {
  const places = await registry.places();
  const records = new Map(
    (await loadEvents(registry.database, null)).flatMap((event) => {
      const record = indexedRecord(event, places);
      return record === null ? [] : [[event.id, record] as const];
    }),
  );
  registry.index.replaceAll(records);
  return records.size;
}
