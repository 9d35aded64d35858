const HOUR_MS = 3_600_000;

/**
 * Length of an ordinary day. A local day can be an hour shorter or longer: never add it to reach a local
 * time.
 */
export const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** All zones have their clock changes on a quarter of an hour of UTC (tzdata since 1972). */
const QUARTER_MS = HOUR_MS / 4;
const MOST_OFFSETS = 100_000;
const offsets = new Map<string, number>();

/**
 * How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. Asking Intl is slow, so answers
 * are kept.
 */
export function offsetOf(timeZone: string, instant: number): number {
  const quarter = Math.floor(instant / QUARTER_MS) * QUARTER_MS;
  const key = `${timeZone} ${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
    for (const { type, value } of formatOf(timeZone).formatToParts(quarter)) part[type] = value;
    const wall = `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`;
    offset = Date.parse(wall) - quarter;
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

/** The wall clock of a zone at an instant, written as if it were UTC, in milliseconds. */
const wallClock = (timeZone: string, instant: number): number => instant + offsetOf(timeZone, instant);

/** The date in a zone at an instant, `YYYY-MM-DD`. */
export const dateIn = (timeZone: string, instant: number): string =>
  new Date(wallClock(timeZone, instant)).toISOString().slice(0, 10);

/** Date and time in a zone, `2026-11-23 00:05 Africa/Lusaka`. */
export const timeIn = (timeZone: string, instant: number): string =>
  `${new Date(wallClock(timeZone, instant)).toISOString().slice(0, 16).replace('T', ' ')} ${timeZone}`;

/**
 * When a zone's clock shows this local time. A time that a clock change skips gives the first instant after
 * the change, as cron(8) starts a job of a skipped hour at once; one that comes twice gives the first.
 *
 * @param time `HH:MM`
 */
export function instantOf(timeZone: string, date: string, time: string): number {
  const wall = Date.parse(`${date}T${time}:00Z`);
  const before = offsetOf(timeZone, wall - DAY_MS);
  const after = offsetOf(timeZone, wall + DAY_MS);
  const fitting = [wall - before, wall - after].filter((instant) => wallClock(timeZone, instant) === wall);
  return fitting.length > 0 ? Math.min(...fitting) : changeOf(timeZone, wall - DAY_MS, wall + DAY_MS);
}

/** The first instant at which the offset is no longer that of `from`. */
function changeOf(timeZone: string, from: number, to: number): number {
  const offset = offsetOf(timeZone, from);
  let [low, high] = [Math.floor(from / QUARTER_MS), Math.ceil(to / QUARTER_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(timeZone, middle * QUARTER_MS) === offset) low = middle;
    else high = middle;
  }
  return high * QUARTER_MS;
}

/** The date so many days later (or earlier), by the calendar. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whether the text is a date of the calendar, written as OpenCRVS writes it. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
