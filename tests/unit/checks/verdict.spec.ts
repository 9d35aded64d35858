import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import {
  SEVERITIES,
  STATUSES,
  type Check,
  type Severity,
  type Status,
} from '../../../helpers/checks/check.ts';
import { exitCodeOf } from '../../../helpers/base/exit-code.ts';
import { verdictOf } from '../../../helpers/verdict/verdict.ts';
import type { VerdictStatus } from '../../../helpers/base/exit-code.ts';
import type { CheckCode } from '../../../helpers/checks/codes.ts';

/** The rule knows no code: any will do. */
function check(code: string, severity: Severity, status: Status): Check {
  const base = { code: code as CheckCode, phase: 'staging', severity, title: code, remedy: '' } as const;
  return status === 'passed' || status === 'failed'
    ? { ...base, status, expected: '', actual: '' }
    : { ...base, status, reason: 'because' };
}

const anyCheck = fc
  .record({ severity: fc.constantFrom(...SEVERITIES), status: fc.constantFrom(...STATUSES) })
  .map(({ severity, status }) => ({ severity, status }));
const anyRun = fc
  .array(anyCheck, { maxLength: 12 })
  .map((drafts) => drafts.map(({ severity, status }, i) => check(`CHECK_${i}`, severity, status)))
  .chain((checks) =>
    fc.record({
      checks: fc.constant(checks),
      required: fc.subarray([...checks.map(({ code }) => code), 'NEVER_ASKED']),
    }),
  );

// The table of docs/verdict.md: one required check of each severity in each status, beside a passed one.
for (const [severity, status, verdict] of [
  ['critical', 'passed', 'passed'],
  ['critical', 'failed', 'failed'],
  ['critical', 'not-proven', 'not-proven'],
  ['critical', 'not-applicable', 'passed'],
  ['warning', 'failed', 'passed'],
  ['warning', 'not-proven', 'not-proven'],
  ['info', 'failed', 'passed'],
  ['info', 'not-proven', 'not-proven'],
] as const satisfies readonly (readonly [Severity, Status, VerdictStatus])[]) {
  test(`a required ${severity} check that is ${status} makes the verdict ${verdict}`, () => {
    const checks = [check('OTHER', 'critical', 'passed'), check('ASKED', severity, status)];
    expect(verdictOf(checks, 'acceptance', ['ASKED']).status).toBe(verdict);
  });
}

test('a critical failure always fails the verdict, whatever else is unknown', () => {
  fc.assert(
    fc.property(anyRun, ({ checks, required }) => {
      const hasCritical = checks.some((c) => c.severity === 'critical' && c.status === 'failed');
      expect(verdictOf(checks, 'nightly', required).status === 'failed').toBe(hasCritical);
    }),
  );
});

test('a passed verdict means: every required check was answered, and something passed', () => {
  fc.assert(
    fc.property(anyRun, ({ checks, required }) => {
      const verdict = verdictOf(checks, 'nightly', required);
      if (verdict.status !== 'passed') return;
      expect(verdict.covers.length).toBeGreaterThan(0);
      for (const code of required) {
        expect(['passed', 'failed', 'not-applicable']).toContain(checks.find((c) => c.code === code)?.status);
      }
    }),
  );
});

test('the order of the checks does not matter', () => {
  fc.assert(
    fc.property(anyRun, ({ checks, required }) => {
      const shuffled = [...checks].reverse();
      expect(verdictOf(shuffled, 'offline', required).status).toBe(
        verdictOf(checks, 'offline', required).status,
      );
    }),
  );
});

test('a run that proved nothing is not passed', () => {
  expect(verdictOf([], 'offline', []).status).toBe('not-proven');
});

test('each verdict has its exit code', () => {
  expect([exitCodeOf('passed'), exitCodeOf('failed'), exitCodeOf('not-proven')]).toEqual([0, 1, 4]);
});
