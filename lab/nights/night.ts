import { JOBS, type JobName } from '../../helpers/facts/cycle.ts';
import { setClock } from './clock.ts';
import type { CronSettings } from '../jobs/crontab.ts';
import type { LabHosts } from '../hosts/lab-host.ts';
import { runJob } from './run-job.ts';

/** Seconds into the minute at which cron starts a job. */
const INTO_THE_MINUTE = 5;

/** How each job of a night ended; null: root's crontab does not have it, absent: the layout does not. */
export type NightCodes = Partial<Record<JobName, number | null>>;

/** Jobs in the order in which cron starts them in one day; rotation comes before the others of its minute. */
export function jobsByTime(schedules: CronSettings['schedules']): { job: JobName; time: string }[] {
  const timeOf = (schedule: string): string => {
    const [minute = '', hour = ''] = schedule.split(' ');
    return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  };
  return JOBS.flatMap((job) => {
    const schedule = schedules[job];
    return schedule === undefined ? [] : [{ job, time: timeOf(schedule) }];
  }).sort((a, b) => a.time.localeCompare(b.time) || Number(b.job === 'rotate') - Number(a.job === 'rotate'));
}

/**
 * A local time that a change of the clocks leaves out is made up for by cron when the gap is over, an hour
 * later.
 */
const TO_SECONDS = `
date.real -d "$DAY $TIME:$SECONDS_INTO_IT" +%s 2> /dev/null || date.real -d "$DAY 01:00:$SECONDS_INTO_IT" +%s
`;

async function instant(hosts: LabHosts, day: string, time: string): Promise<Date> {
  const env = { DAY: day, TIME: time, SECONDS_INTO_IT: String(INTO_THE_MINUTE) };
  return new Date(Number(await hosts.production.sh(TO_SECONDS, env)) * 1000);
}

/**
 * Runs all jobs of one day, `YYYY-MM-DD` in the hosts' time zone, each under the clock of its hour. The clock
 * stays at the last.
 */
export async function runNight(hosts: LabHosts, cron: CronSettings, day: string): Promise<NightCodes> {
  const codes: NightCodes = {};
  let clock = '';
  for (const { job, time } of jobsByTime(cron.schedules)) {
    if (time !== clock) await setClock(hosts, await instant(hosts, day, time));
    clock = time;
    codes[job] = await runJob(hosts, cron.layout, job);
  }
  return codes;
}

/** `count` days from `first` on, `YYYY-MM-DD`. */
export function daysFrom(first: string, count: number): string[] {
  const start = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, day) =>
    new Date(start + day * 86_400_000).toISOString().slice(0, 10),
  );
}
