import type { Check } from '../checks/check.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { checkLines } from './forms/terminal.ts';

/** The checks and the verdict of a look that is no proof, as a person reads them on a terminal. */
export const verdictTable = (checks: readonly Check[], verdict: Verdict): string =>
  [
    ...checkLines(checks),
    '',
    verdict.summary,
    `Verdict: ${verdict.status.toUpperCase()} (profile ${verdict.profile})`,
  ].join('\n');
