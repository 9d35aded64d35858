/** How many names a message shows before it only counts. */
const SHOWN = 8;

/**
 * A file name as text: a name with control characters is quoted, so that it cannot pretend to be something
 * else.
 */
export const shown = (name: string): string =>
  /[\u0000-\u001f\u007f"]|^\s|\s$/.test(name) ? JSON.stringify(name) : name;

/** Names in a message: the first few, and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).map(shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** `1 night`, `3 nights`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Bytes in the unit a person would use, with binary prefixes. */
export function inBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 2 ** (10 * power);
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** A directory's path without the slashes at its end; `/` stays. */
export const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '');
