/** Words as the search engine splits them: lower case, letters and digits, and apostrophes between letters. */
export const words = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu) ?? [];

/** How many edits two words may be apart, by the length of the searched one (the engine's `AUTO`). */
const allowedEdits = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : 2);

/** Whether any word of `text` is near any word of `term`. */
export function isNear(text: string, term: string): boolean {
  const candidates = words(text);
  return words(term).some((word) =>
    candidates.some((candidate) => isWithinEdits(candidate, word, allowedEdits(word.length))),
  );
}

/** Edit distance with transpositions, given up as soon as it must exceed `limit`. */
export function isWithinEdits(one: string, other: string, limit: number): boolean {
  if (one === other) return true;
  if (Math.abs(one.length - other.length) > limit) return false;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const current = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        best = Math.min(best, beforePrevious[j - 2]! + 1);
      }
      current.push(best);
    }
    if (Math.min(...current) > limit) return false;
    beforePrevious = previous;
    previous = current;
  }
  return previous[other.length]! <= limit;
}
