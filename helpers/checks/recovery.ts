import type { Facts } from '../facts/facts.ts';
import { notApplicable, passed, type CheckDefinition, type Finding } from './check.ts';
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

/** What a plan for disasters promises, measured: how much would be lost, and how long it takes until it is to be seen again. */
function recoveryFinding(facts: Facts): Finding {
  const { cycle, staging } = facts;
  const backup = cycle?.jobs.backup;
  const restore = cycle?.jobs.restore;
  if (backup?.ok !== true || restore?.ok !== true || staging === undefined)
    return notApplicable('no night was followed from its backup to staging');
  if (!staging.declaration.ok) return notApplicable('nothing was recovered that could be timed');
  const seconds = (from: string, to: string) => ((Date.parse(to) - Date.parse(from)) / 1000).toFixed(0);
  const { startedAt } = backup.value;
  return passed(
    'measured',
    [
      `lost at the worst: ${(boundOf(facts).hours - JOBS_HOURS).toFixed(1)} h of registrations`,
      `backup to restored: ${seconds(startedAt, restore.value.finishedAt)} s`,
      `download and restore alone: ${seconds(downloadStart(cycle) ?? restore.value.startedAt, restore.value.finishedAt)} s`,
      `backup to seen on staging: ${seconds(startedAt, staging.lookedAt)} s`,
    ].join('; '),
  );
}

const downloadStart = (cycle: Facts['cycle']): string | null =>
  cycle?.jobs.download?.ok === true ? cycle.jobs.download.value.startedAt : null;
