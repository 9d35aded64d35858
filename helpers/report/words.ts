/** How results say figures: every form uses these, so that a number reads the same wherever it stands. */

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `11.0 MiB`. */
export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < UNITS.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

/** `24.0 h`. */
export const hoursText = (hours: number): string => `${hours.toFixed(1)} h`;

/** `3.4 s`, `12 min 05 s`, `2 h 03 min`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h} h ${two(m)} min` : `${m} min ${two(s)} s`;
}

/** `1 check`, `2 checks`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
