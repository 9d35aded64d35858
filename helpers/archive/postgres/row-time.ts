const MICRO_DIGITS = 6;

/** Microseconds since 1970 of a time as PostgreSQL prints it, `2026-11-23 01:10:10.245228+00`; null: none, or for ever. */
export function microsOf(text: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([+-]\d\d)(:\d\d)?$/.exec(text);
  if (parts === null) return null;
  const [, day, time, fraction = '', hours, minutes = ':00'] = parts;
  const seconds = Date.parse(`${day}T${time}${hours}${minutes}`);
  return Number.isNaN(seconds) ? null : seconds * 1000 + Number(fraction.padEnd(MICRO_DIGITS, '0'));
}

/** The same as ISO 8601 in milliseconds. */
export function isoOf(text: string): string | null {
  const micros = microsOf(text);
  return micros === null ? null : new Date(Math.floor(micros / 1000)).toISOString();
}

/** Whether `text` is a later time than `than`; a time that cannot be read never is. */
export function isLater(text: string, than: string): boolean {
  // Most rows are older and of the same offset: then the texts sort like the times.
  if (text.length === 0 || (text <= than && text.slice(-3) === than.slice(-3))) return false;
  const time = microsOf(text);
  return time !== null && time > (microsOf(than) ?? -Infinity);
}
