import { editDistance } from '../base/edit-distance.ts';
import { KEYS } from './keys.ts';
import type { Problem } from '../facts/problem.ts';

const OURS =
  /^(?:PRODUCTION|STAGING|BACKUP|RESTORE|SCHEDULE|ARCHIVE|ALLOW|TEST|REGISTRATION|OPENCRVS|AMOUNT_OF|GO_LIVE|OFFSITE|DRILL|RECOVERY|DEPLOYMENT|NOTIFY|SMTP|HEALTHCHECK|METRICS|EVIDENCE|RPO|RTO)_/;

/** What the project's commands tell the processes that they start. */
const INTERNAL = ['ARCHIVE_LEDGER', 'OFFSITE_LEDGER', 'DRILL_LEDGER'];

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
