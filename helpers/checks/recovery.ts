import type { Facts } from '../facts/facts.ts';
import { judged, notApplicable, type CheckDefinition, type Finding } from './check.ts';
import { boundOf, JOBS_HOURS } from './staging-age.ts';

/** What a plan for recovery needs to know, measured on the way. */
export const recoveryChecks: readonly CheckDefinition<Facts>[] = [
  {
    code: 'RECOVERY_MEASURED',
    phase: 'staging',
    severity: 'info',
    requiredBy: [],
    title: 'How much a disaster would cost, and how long recovery takes, was measured',
    remedy: 'Let the proof follow a night from backup to staging; compare the times with your recovery plan.',
    judge: recoveryFinding,
  },
];

/** What a plan for disasters promises, measured. */
export interface MeasuredRecovery {
  /** At the worst, by the schedules: hours of registrations that would be lost. */
  rpoHours: number;
  /** From the start of the download to the end of the restore. */
  rtoSeconds: number;
  backupToRestoredSeconds: number;
  backupToSeenSeconds: number;
}

/** How much would be lost, and how long it takes until it is to be seen again; null: no night was followed to its end. */
export function measuredRecovery(facts: Facts): MeasuredRecovery | null {
  const { cycle, staging } = facts;
  const backup = cycle?.jobs.backup;
  const restore = cycle?.jobs.restore;
  if (backup?.ok !== true || restore?.ok !== true || staging?.declaration.ok !== true) return null;
  const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;
  const { startedAt } = backup.value;
  const { finishedAt } = restore.value;
  const download = cycle?.jobs.download;
  return {
    rpoHours: boundOf(facts).hours - JOBS_HOURS,
    rtoSeconds: seconds(
      download?.ok === true ? download.value.startedAt : restore.value.startedAt,
      finishedAt,
    ),
    backupToRestoredSeconds: seconds(startedAt, finishedAt),
    backupToSeenSeconds: seconds(startedAt, staging.lookedAt),
  };
}

function recoveryFinding(facts: Facts): Finding {
  const measured = measuredRecovery(facts);
  if (measured === null)
    return notApplicable('no night was followed from its backup to staging, so nothing could be timed');
  const { rpoHours, rtoSeconds, backupToRestoredSeconds, backupToSeenSeconds } = measured;
  // Hosts whose clocks disagree time nothing.
  return judged(
    rtoSeconds >= 0 && backupToRestoredSeconds >= 0,
    'backup, download and restore timed, one after the other',
    [
      `lost at the worst: ${rpoHours.toFixed(1)} h of registrations`,
      `backup to restored: ${backupToRestoredSeconds.toFixed(0)} s`,
      `download and restore alone: ${rtoSeconds.toFixed(0)} s`,
      `backup to seen on staging: ${backupToSeenSeconds.toFixed(0)} s`,
    ].join('; '),
  );
}
