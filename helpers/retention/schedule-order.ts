import { layoutOf } from '../layout/layouts.ts';
import { ok, err, type Outcome } from '../base/outcome.ts';
import { parseSchedule, runsBetween, type CronSchedule } from '../schedule/cron-schedule.ts';
import type { HostName, NightlyJob } from '../facts/retention.ts';
import { addDays, DAY_MS, dateIn, offsetOf, timeIn } from '../schedule/local-time.ts';
import { jobOf, zoneOf } from './night-plan.ts';
import { nightsBetween, type RetainedNight } from './nights.ts';
import type { RetentionView } from './view.ts';

const MINUTE_MS = 60_000;

interface JobRuns {
  schedule: CronSchedule;
  zone: string;
  /** The zone in which the job reads the date. */
  dateZone: string;
  aheadMs: number;
}

function runsOf(view: RetentionView, host: HostName & ('production' | 'staging'), job: NightlyJob['job']) {
  const clock = view.facts.clocks[host];
  const entry = jobOf(view.facts, host, job);
  const schedule = entry === null ? null : parseSchedule(entry.schedule);
  const zone = zoneOf(view.facts, host);
  if (entry === null || schedule === null || zone === null || clock?.ok !== true) return null;
  return { schedule, zone, dateZone: entry.dateZone ?? zone, aheadMs: clock.value.aheadMs } satisfies JobRuns;
}

/** The first run of a job at which its own date is the given one, by its own clock; null when there is none. */
function runFor({ schedule, zone, dateZone }: JobRuns, date: string): number | null {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const runs = runsBetween(schedule, zone, noon - 2 * DAY_MS, noon + 2 * DAY_MS);
  return runs.find((instant) => dateIn(dateZone, instant) === date) ?? null;
}

/**
 * Whether the jobs of an ordinary night come in the order backup, download, restore, in real time: staging
 * asks for the archive that carries the date of its own clock, in its own zone. Judged on the next night of
 * the schedule without a clock change.
 */
export function orderProblems(view: RetentionView): Outcome<{ problems: string[]; order: string }> {
  const backup = runsOf(view, 'production', 'backup');
  const download = runsOf(view, 'staging', 'download');
  const restore = runsOf(view, 'staging', 'restore');
  if (backup === null) return err('missing', "production's backup job or clock is not known");
  if (download === null && restore === null) return err('missing', "staging's jobs or clock are not known");
  const date = ordinaryDate(view);
  const backupAt = runFor(backup, date);
  if (backupAt === null) return err('missing', `the backup does not run on ${date}`);
  const problems: string[] = [];
  const order = [`backup at ${timeIn(backup.zone, backupAt)}`];
  // By the real time: a clock that is ahead starts its jobs too early.
  let previous = backupAt - backup.aheadMs;
  for (const [name, runs] of [
    ['download', download],
    ['restore', restore],
  ] as const) {
    const nightOf = addDays(date, layoutOf(view.policy.layout).restoreLag);
    const at = runs === null ? null : runFor(runs, nightOf);
    if (runs === null || at === null) continue;
    order.push(`${name} at ${timeIn(runs.zone, at)}`);
    const really = at - runs.aheadMs;
    if (really <= previous) {
      const before = name === 'download' || download === null ? 'the backup' : 'the download';
      const minutes = Math.round((previous - really) / MINUTE_MS);
      problems.push(
        `${name} of ${date} at ${timeIn(runs.zone, at)}, ${minutes} minutes before ${before} begins`,
      );
    }
    previous = really;
  }
  return ok({ problems, order: order.join(', ') });
}

/** The next date on which no zone of the hosts changes its clock the day before, on it or the day after. */
function ordinaryDate(view: RetentionView): string {
  let date = addDays(view.today, 1);
  while (zonesOf(view).some((zone) => changesClock(zone, date))) date = addDays(date, 1);
  return date;
}

const zonesOf = (view: RetentionView): string[] => [
  ...new Set([
    view.plan.backupZone,
    view.plan.dateZone,
    ...(['production', 'staging', 'backup'] as const).flatMap((host) => zoneOf(view.facts, host) ?? []),
  ]),
];

function changesClock(zone: string, date: string): boolean {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return offsetOf(zone, noon - 2 * DAY_MS) !== offsetOf(zone, noon + 2 * DAY_MS);
}

/**
 * Nights, past and to come within the retention, on which a clock change brings the backup and staging's
 * download closer together than planned: jobs of an hour that is skipped all start at once.
 */
export function clockChanges(view: RetentionView): Outcome<string[]> {
  const { plan, now, policy } = view;
  if (plan.download === null) return err('missing', "staging's download job or clock is not known");
  const span = policy.backupsToKeep * DAY_MS;
  const fetches = runsBetween(plan.download.schedule, plan.download.zone, now - span, now + span);
  const close = (night: RetainedNight) =>
    fetches.some((at) => at >= night.startsAt && at - night.startsAt < MINUTE_MS);
  const nights = nightsBetween(plan, now - span, now + span)
    .filter(close)
    .filter(({ date }) => zonesOf(view).some((zone) => changesClock(zone, date)));
  return ok(
    nights.map(
      ({ date, startsAt }) =>
        `${date}: backup and download start together at ${timeIn(plan.backupZone, startsAt)}`,
    ),
  );
}
