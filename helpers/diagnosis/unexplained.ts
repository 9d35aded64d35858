import type { Check } from '../checks/check.ts';
import { STAGES, type Cause } from './cause.ts';
import type { Diagnosis } from './diagnosis.ts';
import { beginOf, type Weighed } from './rank.ts';
import type { Seen } from './seen.ts';

/** Code of the entry that stands for what no known cause explains. */
export const UNEXPLAINED = 'UNEXPLAINED';

const SHOWN_LINES = 5;

/**
 * What no cause explains: the critical check that failed first, what it saw, and which of its known causes were ruled out. It
 * stands where a cause of its stage would stand. Null: everything is explained.
 */
export function unexplained(
  check: Check | null,
  ranked: readonly Weighed[],
  possible: readonly Cause[],
  seen: Seen,
): { at: number; diagnosis: Diagnosis } | null {
  if (check?.status !== 'failed') return null;
  const { code, actual, detail = '', remedy, title } = check;
  const known = possible.filter(({ explains }) => explains.includes(code));
  const ruledOut = known.filter((cause) => isRuledOut(cause, seen)).map((cause) => cause.code);
  const open = known.filter((cause) => !isRuledOut(cause, seen)).map((cause) => cause.code);
  const lines = detail.split('\n').filter(Boolean).slice(-SHOWN_LINES);
  const begin = beginOf(code);
  const behind = ranked.findIndex(
    ({ cause, isEstablished }) => !isEstablished || STAGES.indexOf(cause.stage) > begin,
  );
  return {
    at: behind === -1 ? ranked.length : behind,
    diagnosis: {
      code: UNEXPLAINED,
      title: `No known cause explains what went wrong first: this does not hold: “${title}”`,
      score: 0,
      evidence: [
        `${code}: ${actual}`,
        ...lines,
        ...(ruledOut.length === 0 ? [] : [`ruled out: ${ruledOut.join(', ')}`]),
        ...(open.length === 0 ? [] : [`could not be told: ${open.join(', ')}`]),
      ],
      remedy,
    },
  };
}

/** Whether it was seen that it is not this: a sign against it, or none of those for it. */
function isRuledOut({ needs = [], unless = [], signs }: Cause, seen: Seen): boolean {
  return (
    needs.some(({ isSeen }) => isSeen(seen) === false) ||
    unless.some(({ isSeen }) => isSeen(seen) === true) ||
    signs.every(([weight, { isSeen }]) => weight < 3 || isSeen(seen) === false)
  );
}
