import { z } from 'zod';
import { query } from './procedure.ts';
import type { Session } from './session.ts';
import { name } from './shape.ts';

/** What the search index says about a record. It gives back declarations too: they stay behind here. */
const ENTRY = z.object({ id: name, type: name, status: name, trackingId: name });

const ANSWER = z.object({ total: z.int().nonnegative(), results: z.array(ENTRY) });

export type SearchAnswer = z.infer<typeof ANSWER>;

const exact = (term: string) => ({ type: 'exact', term });

/** Asks the search index; it sees only what the user's jurisdiction allows. `limit`: results to give, not to count. */
export const search = (session: Session, clause: object, limit = 10): Promise<SearchAnswer> =>
  query(session, 'event.search', ANSWER, {
    query: { type: 'and', clauses: [clause] },
    limit,
    offset: 0,
  });

export const searchByTrackingId = (session: Session, trackingId: string): Promise<SearchAnswer> =>
  search(session, { trackingId: exact(trackingId) });

export const searchByRegistrationNumber = (session: Session, number: string): Promise<SearchAnswer> =>
  search(session, { 'legalStatuses.REGISTERED.registrationNumber': exact(number) });

/** Finds births by the name in a field, inexactly, as the index does. */
export const searchByName = (
  session: Session,
  { firstname, surname }: { firstname: string; surname: string },
  nameField: string,
): Promise<SearchAnswer> =>
  search(session, {
    eventType: 'birth',
    data: { [nameField]: { type: 'fuzzy', term: `${firstname} ${surname}` } },
  });

/** The statuses that a record in the index can have. */
export const STATUSES = ['NOTIFIED', 'DECLARED', 'VALIDATED', 'REGISTERED', 'ARCHIVED'] as const;

/** Records of one type by status, as far as the user sees them. One query a status: the index tells totals, not groups. */
export async function countByStatus(session: Session, eventType: string): Promise<Record<string, number>> {
  const statuses = STATUSES.filter((status) => status !== 'VALIDATED' || session.generation === '1.9');
  const counts = await Promise.all(
    statuses.map(async (status) => {
      const { total } = await search(session, { eventType, status: exact(status) }, 1);
      return [status, total] as const;
    }),
  );
  return Object.fromEntries(counts);
}
