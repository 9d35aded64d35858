import type { Facts } from '../facts.ts';
import { sessionOn } from '../opencrvs/api/open-session.ts';
import { cleanUp, type CleanedRecord } from '../opencrvs/clean-up.ts';
import type { Environment } from '../opencrvs/environment.ts';
import type { MadeRecord } from '../opencrvs/register-birth.ts';
import { got, outcomeOf, type Outcome } from '../outcome.ts';
import { readRecord } from '../run/record.ts';
import type { Run } from '../run/run.ts';

/** The line of a run's record that tells of a record on production, written as soon as there is one. */
const CREATED = 'created';

/** Notes a record that a run made on production, so that it is put away even when the run is killed a moment later. */
export const noteCreated =
  (run: Run) =>
  ({ eventId, trackingId }: MadeRecord): void =>
    run.note(CREATED, { eventId, trackingId });

/** Puts away what a run made on production and did not register. Nobody logs in when there is nothing. */
export async function gatherCleanUp(run: Run, production: Environment): Promise<Outcome<CleanedRecord[]>> {
  const registered = registeredIn(run.facts());
  const made = new Map(
    readRecord(run.dir)
      .filter(({ event }) => event === CREATED)
      .map((line) => [String(line['eventId']), String(line['trackingId'])]),
  );
  const records = [...made]
    .map(([eventId, trackingId]): MadeRecord => ({ eventId, trackingId }))
    .filter(({ trackingId }) => !registered.has(trackingId));
  if (records.length === 0) return got([]);
  return outcomeOf(async () => cleanUp(await sessionOn(production), records));
}

/** Tracking ids of records that are known to stay for ever. */
function registeredIn({ registration, cycle, policy }: Facts): Set<string> {
  const ids = new Set<string>();
  if (registration?.record.ok === true && registration.record.value.registrationNumber !== null)
    ids.add(registration.record.value.trackingId);
  if ((policy.record ?? 'registered') === 'registered' && cycle?.laterRegistration.ok === true)
    ids.add(cycle.laterRegistration.value.trackingId);
  return ids;
}
