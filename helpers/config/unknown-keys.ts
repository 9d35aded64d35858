import { KEYS } from './keys.ts';
import type { Problem } from './problem-table.ts';

const OURS =
  /^(?:PRODUCTION|STAGING|BACKUP|RESTORE|SCHEDULE|ARCHIVE|ALLOW|TEST|REGISTRATION|OPENCRVS|AMOUNT_OF|GO_LIVE)_/;

/** What the project's commands tell the processes that they start. */
const INTERNAL = ['ARCHIVE_LEDGER'];

/**
 * Keys that look like this project's and are not: a misspelt permission or retention must not be ignored in silence. Other
 * programs' variables in the same environment are none of our business.
 */
export function unknownKeys(env: Record<string, string | undefined>): Problem[] {
  const known = new Set([...INTERNAL, ...KEYS.map(({ key }) => key)]);
  return Object.keys(env)
    .filter((key) => OURS.test(key) && !known.has(key) && likely(key, 6) !== null)
    .map((key) => ({ key, wrong: `is not a setting; did you mean ${likely(key, 6) ?? ''}?` }));
}

function likely(key: string, within: number): string | null {
  let best: { key: string; distance: number } | null = null;
  for (const known of KEYS) {
    const distance = editDistance(key, known.key);
    if (distance <= within && (best === null || distance < best.distance))
      best = { key: known.key, distance };
  }
  return best?.key ?? null;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
