/** The latest second that a date in JavaScript can be of. */
const LAST_SECOND = 8.64e12;

/** Seconds since 1970 as ISO 8601; null: no time that can be, or none at all. */
export const isoSeconds = (seconds: number): string | null =>
  seconds > 0 && seconds <= LAST_SECOND ? new Date(Math.floor(seconds) * 1000).toISOString() : null;
