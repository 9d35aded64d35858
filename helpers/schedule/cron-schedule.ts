import { addDays, dateIn, instantOf } from './local-time.ts';

/** The five fields of a cron schedule, as sets of what they allow. */
export interface CronSchedule {
  minutes: readonly number[];
  hours: readonly number[];
  days: ReadonlySet<number>;
  months: ReadonlySet<number>;
  weekdays: ReadonlySet<number>;
  /** When both day fields are restricted, either suffices (crontab(5)). */
  eitherDay: boolean;
}

const MACROS: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Reads a schedule as written in a crontab; null when it is none, or one without times such as `@reboot`. */
export function parseSchedule(text: string): CronSchedule | null {
  const fields = (MACROS[text.trim()] ?? text).trim().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = fieldOf(minute, 0, 59);
  const hours = fieldOf(hour, 0, 23);
  const days = fieldOf(day, 1, 31);
  const months = fieldOf(month, 1, 12, MONTHS);
  const weekdays = fieldOf(weekday, 0, 7, WEEKDAYS)?.map((number) => number % 7);
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return null;
  return {
    minutes,
    hours,
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays),
    eitherDay: !day.startsWith('*') && !weekday.startsWith('*'),
  };
}

function fieldOf(text: string, lowest: number, highest: number, names: string[] = []): number[] | null {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [, from = '', to, step = '1'] =
      /^([a-z]{3}|\d+|\*)(?:-([a-z]{3}|\d+))?(?:\/(\d+))?$/i.exec(item) ?? [];
    const number = (word: string) => {
      const named = names.indexOf(word.toLowerCase());
      return named >= 0 ? named + lowest : Number(word);
    };
    const first = from === '*' ? lowest : number(from);
    const last = to !== undefined ? number(to) : from === '*' || item.includes('/') ? highest : first;
    if (from === '' || !(first >= lowest && last <= highest && first <= last && Number(step) > 0))
      return null;
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** Whether the schedule runs on a date of the calendar. */
export function runsOn(schedule: CronSchedule, date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  const byDay = schedule.days.has(day.getUTCDate());
  const byWeekday = schedule.weekdays.has(day.getUTCDay());
  return (
    schedule.months.has(day.getUTCMonth() + 1) &&
    (schedule.eitherDay ? byDay || byWeekday : byDay && byWeekday)
  );
}

/** The instants at which the schedule starts its job between two instants, both included, ascending. */
export function runsBetween(schedule: CronSchedule, timeZone: string, from: number, to: number): number[] {
  const runs = new Set<number>();
  const last = dateIn(timeZone, to);
  for (let date = dateIn(timeZone, from); date <= last; date = addDays(date, 1)) {
    if (!runsOn(schedule, date)) continue;
    for (const hour of schedule.hours) {
      for (const minute of schedule.minutes) {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        runs.add(instantOf(timeZone, date, time));
      }
    }
  }
  return [...runs].filter((run) => run >= from && run <= to).sort((a, b) => a - b);
}
