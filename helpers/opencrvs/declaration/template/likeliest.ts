import { editDistance } from '../../../base/edit-distance.ts';

/** Edits that still count as a slip, by the length of the longer word. */
const SLIPS = 0.4;

/** The known name that a misspelt one most likely means; null when none is near. */
export function likeliest(name: string, known: readonly string[]): string | null {
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(name.length, candidate.length) * SLIPS)
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.candidate ?? null;
}
