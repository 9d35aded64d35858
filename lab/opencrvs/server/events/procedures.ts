import { z } from 'zod';
import { countryForm } from '../../forms/current-form.ts';
import { servedConfigurations } from '../../forms/served-configuration.ts';
import { searchInput } from '../search/search-query.ts';
import { mutation, query, type Procedures } from '../trpc/procedure.ts';
import { TrpcError } from '../trpc/trpc-error.ts';
import { assign, deleteEvent, markNotDuplicate, unassign } from './assignment.ts';
import { administrativeAreas, locationById, locations, userById, users, workqueues } from './directory.ts';
import { createEvent, getEvent, searchEvents, type Registry } from './event-service.ts';
import { performAction, type ActionType } from './perform-action.ts';

const record = z.object({ eventId: z.uuid(), transactionId: z.string() });
const fields = z.record(z.string(), z.unknown());

const action = record.extend({
  declaration: fields.optional(),
  annotation: fields.nullish(),
  keepAssignment: z.boolean().optional(),
  keepAssignmentIfAccepted: z.boolean().optional(),
});
const actionWithReason = action.extend({ content: z.object({ reason: z.string() }) });

/** A creation without type or transaction is refused in one word, before its shape is looked at. */
export const creation = z.unknown().transform((input) => {
  const { type, transactionId } = (input ?? {}) as Record<string, unknown>;
  if (typeof type !== 'string' || typeof transactionId !== 'string') throw new TrpcError('BAD_REQUEST');
  return { type, transactionId };
});

/** The procedures of the events service that the harness, the pages and their users call. */
export function eventProcedures(registry: Registry): Procedures {
  const { database } = registry;
  const perform = (type: ActionType, input: typeof action | typeof actionWithReason) =>
    mutation(input, (given, claims) => performAction(registry, claims, type, given));
  return {
    'event.create': mutation(creation, (input, claims) => createEvent(registry, claims, input)),
    'event.get': query(z.object({ eventId: z.uuid() }), ({ eventId }, claims) =>
      getEvent(registry, claims, eventId),
    ),
    'event.search': query(searchInput, (input, claims) => searchEvents(registry, claims, input)),
    'event.delete': mutation(record, (input, claims) => deleteEvent(registry, claims, input)),
    'event.config.get': query(z.void(), () => Promise.resolve(servedConfigurations(countryForm()))),
    'event.actions.declare.request': perform('DECLARE', action),
    'event.actions.register.request': perform('REGISTER', action),
    'event.actions.archive.request': perform('ARCHIVE', actionWithReason),
    'event.actions.reject.request': perform('REJECT', actionWithReason),
    'event.actions.assignment.assign': mutation(record.extend({ assignedTo: z.uuid() }), (input, claims) =>
      assign(registry, claims, input),
    ),
    'event.actions.assignment.unassign': mutation(record, (input, claims) =>
      unassign(registry, claims, input),
    ),
    'event.actions.duplicate.markNotDuplicate': mutation(
      record.extend({ keepAssignment: z.boolean().optional() }),
      (input, claims) => markNotDuplicate(registry, claims, input),
    ),
    'event.draft.list': query(z.unknown(), (_input, claims) =>
      database.query('SELECT * FROM app.event_action_drafts WHERE created_by = $1', [claims.sub]),
    ),
    'workqueue.config.list': query(z.unknown(), (_input, claims) => Promise.resolve(workqueues(claims))),
    'workqueue.count': query(
      z.array(z.object({ slug: z.string(), query: searchInput.shape.query })),
      async (queues, claims) => {
        const counts: Record<string, number> = {};
        for (const { slug, query: asked } of queues) {
          const found = await searchEvents(registry, claims, { query: asked, limit: 0, offset: 0 });
          counts[slug] = found.total;
        }
        return counts;
      },
    ),
    'user.get': query(z.uuid(), (id) => userById(database, id)),
    'user.list': query(z.array(z.uuid()), (ids) => users(database, ids)),
    'locations.list': query(z.object({ locationType: z.string() }).partial().nullish(), (input) =>
      locations(database, input?.locationType ?? null),
    ),
    'locations.get': query(z.uuid(), (id) => locationById(database, id)),
    'administrativeAreas.list': query(z.unknown(), () => administrativeAreas(database)),
  };
}
