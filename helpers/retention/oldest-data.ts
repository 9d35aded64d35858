import { layoutOf } from '../layout/layouts.ts';
import type { Layout } from '../facts/policy.ts';
import { parseSchedule, runsBetween } from '../schedule/cron-schedule.ts';
import type { RetentionFacts } from '../facts/retention.ts';
import { addDays, DAY_MS, dateIn } from '../schedule/local-time.ts';
import { jobOf, zoneOf } from './night-plan.ts';

/** Long enough to see a weekly schedule come round twice. */
const LOOK_AHEAD_DAYS = 15;

/**
 * How old the data on staging get by the schedules, in milliseconds: the age of the backup that one restore brought, at the
 * moment when the next restore replaces it. Null: a schedule or a zone is not known. The jobs' own time comes on top.
 */
export function oldestData(facts: RetentionFacts, layout: Layout): number | null {
  const { restoreLag } = layoutOf(layout);
  const from = Date.parse(facts.now);
  const runs = (host: 'production' | 'staging', job: 'backup' | 'restore'): number[] => {
    const entry = jobOf(facts, host, job);
    const zone = zoneOf(facts, host);
    const schedule = entry === null ? null : parseSchedule(entry.schedule);
    if (schedule === null || zone === null) return [];
    return runsBetween(schedule, zone, from, from + LOOK_AHEAD_DAYS * DAY_MS);
  };
  const backups = runs('production', 'backup');
  const restores = runs('staging', 'restore');
  const zone = zoneOf(facts, 'staging');
  const broughtBy = (restore: number): number | undefined =>
    backups.findLast((backup) =>
      restoreLag > 0
        ? zone !== null && dateIn(zone, backup) === addDays(dateIn(zone, restore), -restoreLag)
        : backup <= restore,
    );
  const ages = restores.slice(1).flatMap((next, i) => {
    const backup = broughtBy(restores[i] ?? next);
    return backup === undefined ? [] : [next - backup];
  });
  return ages.length === 0 ? null : Math.max(...ages);
}
