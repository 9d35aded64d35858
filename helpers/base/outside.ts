/**
 * Numbers and times that come from outside, in the one way in which they are believed: whole, within range, a date that
 * exists. Null: they are none of that, and whoever reads them says what is damaged and where.
 */

/** The years 0 to 9999, which every date format can write. */
const EARLIEST = -62_167_219_200;
const LATEST = 253_402_300_799;

/** A whole number written in digits alone, at most `most`. */
export function wholeNumber(text: string, most = Number.MAX_SAFE_INTEGER): number | null {
  return /^\d{1,16}$/.test(text) ? inRange(Number(text), 0, most) : null;
}

/** `value` where it is a whole number from `least` to `most`. */
export function inRange(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most
    ? value
    : null;
}

/** Seconds since 1970, fractions cut off, of a date that can be written. */
export function unixTime(seconds: number): number | null {
  return Number.isFinite(seconds) ? inRange(Math.floor(seconds), EARLIEST, LATEST) : null;
}

/** `unixTime` of a number in digits, with or without a sign and a fraction. */
export function unixTimeOf(text: string): number | null {
  return /^-?\d{1,16}(\.\d*)?$/.test(text) ? unixTime(Number(text)) : null;
}
