import { parseSchedule, runsBetween, type CronSchedule } from '../schedule/cron-schedule.ts';
import { dateIn } from '../schedule/local-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** One night: what production's backup job makes in one run. */
export interface RetainedNight {
  /** The date that the archive carries. */
  date: string;
  /** Milliseconds since 1970. */
  startsAt: number;
  /** When the archive must have arrived: staging fetches it then. */
  dueBy: number;
}

/** When the nights are: schedules and zones of the hosts. */
export interface NightPlan {
  backup: CronSchedule;
  backupZone: string;
  /** The zone in which the job reads the date: it names the archive. */
  dateZone: string;
  /** Staging's download job; null where it is not known. */
  download: { schedule: CronSchedule; zone: string } | null;
  /** Milliseconds from the begin of the backup until it is due, where the download does not say it. */
  allowance: number;
}

/**
 * OpenCRVS 1.5-1.9 fetch half an hour after the backup began; 2.x restores hours later, from the night
 * before.
 */
export const ALLOWANCE_MS = { swarm: 30 * MINUTE_MS, kubernetes: 2 * HOUR_MS } as const;

/** OpenCRVS's own schedule of the backup, where the crontab is not known. */
export const DEFAULT_BACKUP = { swarm: '0 0 * * *', kubernetes: '0 1 * * *' } as const;

/** Fetching that begins later than this after the backup belongs to another plan and sets no deadline. */
const LATEST_DOWNLOAD_MS = 6 * HOUR_MS;

/** The nights that begin between two instants, ascending, one for each date. */
export function nightsBetween(plan: NightPlan, from: number, to: number): RetainedNight[] {
  const nights = new Map<string, RetainedNight>();
  const downloads = plan.download;
  const fetches = downloads
    ? runsBetween(downloads.schedule, downloads.zone, from, to + LATEST_DOWNLOAD_MS)
    : [];
  for (const startsAt of runsBetween(plan.backup, plan.backupZone, from, to)) {
    const date = dateIn(plan.dateZone, startsAt);
    if (nights.has(date)) continue;
    // Together with the backup only where a clock change skips the hour of both.
    const fetched = fetches.find((run) => run > startsAt && run <= startsAt + LATEST_DOWNLOAD_MS);
    nights.set(date, { date, startsAt, dueBy: fetched ?? startsAt + plan.allowance });
  }
  return [...nights.values()];
}

/** A schedule of which it is known that it is one. */
export function scheduleOf(text: string): CronSchedule {
  const schedule = parseSchedule(text);
  if (schedule === null) throw new Error(`no cron schedule: ${text}`);
  return schedule;
}
