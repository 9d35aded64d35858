import type { Profile } from '../facts/policy.ts';
import type { CheckCode } from './codes.ts';

/** One question about the deployment, its answer, and what to do when the answer is bad. */

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
/** How much a failed check weighs: a failed `critical` fails the verdict, the others are only reported. */
export type Severity = (typeof SEVERITIES)[number];

export const STATUSES = ['passed', 'failed', 'not-proven', 'not-applicable'] as const;
/** `not-proven`: it could not be found out. `not-applicable`: the question does not arise here. */
export type Status = (typeof STATUSES)[number];
export const PHASES = [
  'preflight',
  'registration',
  'nightly-cycle',
  'backup-host',
  'staging',
  'recovery',
  'clean-up',
] as const;
/** The part of a run in which the facts for a check are gathered. */
export type Phase = (typeof PHASES)[number];

/** What a judge says. `reason` is why the question could not be answered or does not arise. */
export type Finding =
  | { status: 'passed'; expected: string; actual: string }
  | { status: 'failed'; expected: string; actual: string; detail?: string }
  | { status: 'not-proven' | 'not-applicable'; reason: string };

/** The definition of a check over facts `F`. A judge is pure: no clock, no I/O, no randomness. */
export interface CheckDefinition<F> {
  /** Stable, upper snake case, never reused for another question. */
  code: CheckCode;
  phase: Phase;
  severity: Severity;
  /** The statement that holds when the check passes. */
  title: string;
  /** What an administrator does when it fails. */
  remedy: string;
  /** The profiles that are not proven while this check is not proven. */
  requiredBy: readonly Profile[];
  /** Only a record of one's own answers it: in a run that makes none the question does not arise. */
  needsRecord?: true;
  /** Must be proven in a run that makes no record: only these then tell that staging stands on tonight's archive. */
  standsInForARecord?: true;
  /** What a reset before going live must have made true. */
  afterReset?: true;
  /** Must hold before anything may clear staging to restore the archive. */
  beforeRestore?: true;
  judge: (facts: F) => Finding;
}

/** A judged check: what reports show and what the verdict is made of. */
export type Check = Pick<CheckDefinition<never>, 'code' | 'phase' | 'severity' | 'title' | 'remedy'> &
  Finding;

export const passed = (expected: string, actual: string): Finding => ({ status: 'passed', expected, actual });

export const failed = (expected: string, actual: string, detail?: string): Finding => ({
  status: 'failed',
  expected,
  actual,
  ...(detail === undefined ? {} : { detail }),
});

export const notProven = (reason: string): Finding => ({ status: 'not-proven', reason });

export const notApplicable = (reason: string): Finding => ({ status: 'not-applicable', reason });

/** `passed` or `failed`, by a condition, with the same expectation in both. */
export const judged = (ok: boolean, expected: string, actual: string, detail?: string): Finding =>
  ok ? passed(expected, actual) : failed(expected, actual, detail);

/** Answers a check with facts. A judge that throws is a defect and surfaces as not proven, never as green. */
export function answer<F>(definition: CheckDefinition<F>, facts: F): Check {
  const { code, phase, severity, title, remedy } = definition;
  let finding: Finding;
  try {
    finding = definition.judge(facts);
  } catch (error) {
    finding = notProven(`the judge of ${code} broke on these facts: ${String(error)}`);
  }
  return { code, phase, severity, title, remedy, ...finding };
}
