import type { Check } from '../checks/check.ts';
import type { Profile } from '../facts/policy.ts';
import type { VerdictStatus } from '../base/exit-code.ts';

/** What a run proved. `covers` names the checks that were answered, so that a verdict never claims more than it saw. */
export interface Verdict {
  status: VerdictStatus;
  profile: Profile;
  /** One sentence for a person. */
  summary: string;
  /** Codes of critical checks that failed. */
  failed: string[];
  /** Codes of checks the profile requires that are not proven. */
  notProven: string[];
  /** Codes of failed checks that do not fail the verdict. */
  warnings: string[];
  /** Codes that passed. */
  covers: string[];
}

/**
 * The rule of docs/verdict.md: failed if a critical check failed; else not-proven if a check that the profile requires is
 * not proven or was never asked, or if nothing passed at all; else passed.
 *
 * @param required codes that the profile requires
 */
export function verdictOf(checks: readonly Check[], profile: Profile, required: readonly string[]): Verdict {
  const codes = (keep: (check: Check) => boolean) => checks.filter(keep).map((check) => check.code);
  const failed = codes((check) => check.status === 'failed' && check.severity === 'critical');
  const warnings = codes((check) => check.status === 'failed' && check.severity !== 'critical');
  const covers = codes((check) => check.status === 'passed');
  const answered = new Set<string>(codes((check) => check.status !== 'not-proven'));
  const notProven = required.filter((code) => !answered.has(code));
  const status =
    failed.length > 0 ? 'failed' : notProven.length > 0 || covers.length === 0 ? 'not-proven' : 'passed';
  return {
    status,
    profile,
    summary: summaryOf(status, failed, notProven, covers, warnings),
    failed,
    notProven,
    warnings,
    covers,
  };
}

function summaryOf(
  status: VerdictStatus,
  failed: string[],
  notProven: string[],
  covers: string[],
  warnings: string[],
): string {
  const aside = warnings.length > 0 ? ` ${warnings.length} warning(s): ${warnings.join(', ')}.` : '';
  switch (status) {
    case 'failed':
      return `Failed: ${failed.join(', ')}.${aside}`;
    case 'not-proven':
      return `Not proven: ${notProven.join(', ') || 'no check passed'}. Nothing that was checked failed critically.${aside}`;
    case 'passed':
      return `Passed: ${covers.length} checks hold.${aside}`;
  }
}
