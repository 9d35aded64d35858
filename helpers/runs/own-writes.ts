import type { OwnNight } from '../facts/retention.ts';
import { idFor } from '../opencrvs/run-identity.ts';
import { listRuns } from './list-runs.ts';

/** The token of the record that a run leaves on staging before the restore, which must wipe it. */
export const markerToken = (runToken: string): string => `${runToken}-marker`;

/** The token of the record that a run makes on production after the backup, which must not come to staging. */
export const negativeControlToken = (runToken: string): string => `${runToken}-later`;

/**
 * What the proof wrote itself where it looks for what the night brought. None of it may prove anything about a night: whoever
 * judges one leaves it out.
 */
export interface OwnWrites {
  /**
   * Written on staging itself: ids of events, and the ids of the transactions that made them, by which a run that was killed
   * before it knew its event is found as well.
   */
  onStaging: string[];
  nights: OwnNight[];
}

/** The one place that knows what the runs below a folder wrote themselves. */
export function ownWrites(runsDir: string): OwnWrites {
  const own: OwnWrites = { onStaging: [], nights: [] };
  for (const { run } of listRuns(runsDir)) {
    const { registration, cycle } = run.facts();
    own.onStaging.push(idFor(markerToken(run.token), 'create'));
    if (registration?.marker?.ok === true) own.onStaging.push(registration.marker.value.eventId);
    const backup = cycle?.jobs.backup;
    if (cycle?.expectedDate.ok !== true || backup?.ok !== true || backup.value.byCron === true) continue;
    const { startedAt, finishedAt } = backup.value;
    own.nights.push({ date: cycle.expectedDate.value, startedAt, finishedAt });
  }
  return own;
}
