/** How the disk of the backup host fills up over the next nights. */
export interface DiskForecast {
  /** What the next night is expected to need, in bytes. */
  nextBytes: number;
  /** By how much a night grows on the one before, in bytes; never negative. */
  growthBytes: number;
  /** The number of the first night that does not fit, 1 for the next one; null when all do. */
  firstShortfall: number | null;
  /** Free bytes when the last of the nights, or the last that fits, has arrived. */
  freeAtEnd: number;
}

/**
 * Plays the next N nights: rotation leaves the newest N, then the night's archive must fit beside them. Sizes
 * go on as they went: the median of the growth between any two nights (Theil-Sen), so that one odd night does
 * not matter.
 *
 * @param sizes bytes of the nights that are there, oldest first
 */
export function forecastDisk(
  sizes: readonly number[],
  freeBytes: number,
  nights: number,
): DiskForecast | null {
  const newest = sizes.at(-1);
  if (newest === undefined) return null;
  const growthBytes = Math.max(0, Math.round(median(slopes(sizes)) ?? 0));
  const base = Math.max(newest, median(sizes) ?? 0);
  const kept = [...sizes];
  let free = freeBytes;
  for (let night = 1; night <= nights; night++) {
    for (const gone of kept.splice(0, Math.max(0, kept.length - nights))) free += gone;
    const size = base + growthBytes * night;
    if (free < size)
      return { nextBytes: base + growthBytes, growthBytes, firstShortfall: night, freeAtEnd: free };
    free -= size;
    kept.push(size);
  }
  return { nextBytes: base + growthBytes, growthBytes, firstShortfall: null, freeAtEnd: free };
}

function slopes(sizes: readonly number[]): number[] {
  const found: number[] = [];
  for (let i = 0; i < sizes.length; i++) {
    for (let j = i + 1; j < sizes.length; j++) found.push(((sizes[j] ?? 0) - (sizes[i] ?? 0)) / (j - i));
  }
  return found;
}

/** The middle value; the mean of the two middle ones; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
