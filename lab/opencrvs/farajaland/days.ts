/**
 * Rules about days, as the form gives them out and as OpenCRVS judges them: by dates, never by the hour. A form that is filled in
 * by the rules it serves is then right on every day and at every hour.
 */
const DAY_MS = 86_400_000;

/** The day of `now` (epoch milliseconds): what the rules call `$now`. */
export const today = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** `daysFromDate` with the clause `before`: earlier than the day that lies `days` from a reference. */
export const isBefore = (value: unknown, days: number, reference: unknown): boolean =>
  timeOf(value) < timeOf(reference) + days * DAY_MS;

/** `formatMaximum`: not later than a day. */
export const isNoLater = (value: unknown, limit: unknown): boolean => timeOf(value) <= timeOf(limit);

/** Comparisons with what is no date are false. */
const timeOf = (date: unknown): number => (typeof date === 'string' ? Date.parse(date) : Number.NaN);
