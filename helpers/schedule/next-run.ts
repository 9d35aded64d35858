import { parseSchedule, runsBetween } from './cron-schedule.ts';
import { DAY_MS } from './local-time.ts';

/** When cron does something: five fields or a word such as `@daily`, in a zone. */
export interface Timetable {
  schedule: string;
  /** IANA name. */
  zone: string;
}

/** No ordinary schedule pauses longer; a leap day's would be found within the four years. */
const HORIZONS_DAYS = [2, 40, 4 * 366];

/**
 * The first instant at or after `from` at which the schedule starts its job, milliseconds; null: it never does. A clock change
 * is taken as cron takes it: a skipped time runs at once after it.
 */
export function nextRun({ schedule, zone }: Timetable, from: number): number | null {
  const parsed = parseSchedule(schedule);
  if (parsed === null) return null;
  for (const days of HORIZONS_DAYS) {
    const [first] = runsBetween(parsed, zone, from, from + days * DAY_MS);
    if (first !== undefined) return first;
  }
  return null;
}
