import type { Facts } from '../facts/facts.ts';
import { sessionOn } from '../opencrvs/api/open-session.ts';
import { cleanUp, type Leftover } from '../opencrvs/clean-up.ts';
import type { Environment } from '../opencrvs/environment.ts';
import { ok, outcomeOf, type Outcome } from '../base/outcome.ts';
import { readJournal } from '../runs/journal.ts';
import type { Run } from '../runs/run.ts';
import type { CleanedRecord } from '../facts/clean-up.ts';
import type { MadeRecord } from '../facts/clean-up.ts';

/** The line of a run's record that tells of a record on production, written as soon as there is one. */
const CREATED = 'created';

/** Notes a record that a run made on production, so that it is put away even when the run is killed a moment later. */
export const noteCreated =
  (run: Run) =>
  ({ eventId, trackingId }: MadeRecord): void =>
    run.note(CREATED, { eventId, trackingId });

/** Every record that a run made on production, whatever became of it. */
export function createdBy(run: Run): MadeRecord[] {
  const made = new Map(
    readJournal(run.dir)
      .filter(({ event }) => event === CREATED)
      .map((line) => [String(line['eventId']), String(line['trackingId'])]),
  );
  return [...made].map(([eventId, trackingId]) => ({ eventId, trackingId }));
}

/** Puts away what a run made on production and did not register. Nobody logs in when there is nothing. */
export async function gatherCleanUp(run: Run, production: Environment): Promise<Outcome<CleanedRecord[]>> {
  const { registered, declared } = knownIn(run.facts());
  const records = createdBy(run)
    .filter(({ trackingId }) => !registered.has(trackingId))
    .map((record): Leftover => ({ ...record, isDeclared: declared.has(record.trackingId) }));
  if (records.length === 0) return ok([]);
  return outcomeOf(async () => cleanUp(await sessionOn(production), records));
}

/** Tracking ids of the records that are known to have come so far: registered ones stay for ever. */
function knownIn({ registration, cycle }: Facts): Record<'registered' | 'declared', Set<string>> {
  const known = { registered: new Set<string>(), declared: new Set<string>() };
  const record = registration?.record;
  if (record?.ok === true)
    known[record.value.registrationNumber === null ? 'declared' : 'registered'].add(record.value.trackingId);
  const later = cycle?.negativeControl;
  if (later?.ok === true) known.declared.add(later.value.trackingId);
  return known;
}
