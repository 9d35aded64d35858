import { layoutOf } from '../layout/layouts.ts';
import type { Policy } from '../facts/policy.ts';
import { parseSchedule } from '../schedule/cron-schedule.ts';
import type { HostName, NightlyJob, RetentionFacts } from '../facts/retention.ts';
import { ALLOWANCE_MS, DEFAULT_BACKUP, scheduleOf, type NightPlan } from './nights.ts';

/**
 * When the nights are: as the policy says, else from the hosts' crontabs and zones; what is not known is as OpenCRVS installs it. In
 * 2.x the jobs run in containers, whose clock is UTC whatever the zone of the schedule is, unless a crontab
 * on production starts them.
 */
export function nightPlan(facts: RetentionFacts, policy: Policy): { plan: NightPlan; zoneKnown: boolean } {
  const { layout, backupTimes: said = null } = policy;
  const backup = said === null ? jobOf(facts, 'production', 'backup') : null;
  const download = jobOf(facts, 'staging', 'download');
  const inContainers = layoutOf(layout).scheduler === 'cluster' && backup === null;
  const productionZone = said?.zone ?? (inContainers ? 'UTC' : zoneOf(facts, 'production'));
  const backupZone = productionZone ?? zoneOf(facts, 'backup') ?? 'UTC';
  const stagingZone = zoneOf(facts, 'staging') ?? backupZone;
  const usual = DEFAULT_BACKUP[layout];
  const downloadSchedule = download === null ? null : parseSchedule(download.schedule);
  return {
    zoneKnown: productionZone !== null,
    plan: {
      backup: parseSchedule(said?.schedule ?? backup?.schedule ?? usual) ?? scheduleOf(usual),
      backupZone,
      dateZone: inContainers ? 'UTC' : (backup?.dateZone ?? backupZone),
      download: downloadSchedule && { schedule: downloadSchedule, zone: stagingZone },
      allowance: ALLOWANCE_MS[layout],
    },
  };
}

/** The zone of a host's cron; null when it is not known. */
export function zoneOf(facts: RetentionFacts, host: HostName): string | null {
  const clock = facts.clocks[host];
  return clock?.ok === true ? clock.value.timeZone : null;
}

/** A job in a host's crontab; null when there is none or the crontab is not known. */
export function jobOf(
  facts: RetentionFacts,
  host: 'production' | 'staging',
  job: NightlyJob['job'],
): NightlyJob | null {
  const jobs = facts.jobs[host];
  return jobs?.ok === true ? (jobs.value.find((found) => found.job === job) ?? null) : null;
}
