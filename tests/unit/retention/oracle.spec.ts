import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { ok } from '../../../helpers/base/outcome.ts';
import { clock, facts, failedCodes, listing, policy } from './deployment.ts';
import { entriesOf, expectedCodes, nowOf, ORACLE_ZONE, STATES, type Situation } from './oracle.ts';

const state = fc.oneof(
  { weight: 12, arbitrary: fc.constant('whole' as const) },
  { weight: 6, arbitrary: fc.constantFrom(...STATES) },
);
const situation: fc.Arbitrary<Situation> = fc
  .record({
    days: fc.array(state, { minLength: 1, maxLength: 20 }),
    labels: fc.oneof(
      { weight: 3, arbitrary: fc.constant<never[]>([]) },
      fc.uniqueArray(fc.constantFrom('v1.9.0', 'before-reset', '2026-9-5', '.old', '1-copy'), {
        maxLength: 3,
      }),
    ),
    future: fc.oneof(
      { weight: 4, arbitrary: fc.constant<never[]>([]) },
      fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 2 }),
    ),
    loose: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
    keep: fc.integer({ min: 1, max: 9 }),
    minutes: fc.oneof(fc.integer({ min: 6, max: 60 }), fc.integer({ min: 6, max: 1439 })),
  })
  // At five past midnight today's archive cannot be of two in the morning.
  .map((found) => ({
    ...found,
    days: found.days.map((day, back) => (back === 0 && day === 'late' ? 'whole' : day)),
  }));

function judgedCodes(found: Situation): string[] {
  const seen = facts(listing(entriesOf(found)), policy.backupDir, new Date(nowOf(found)));
  const here = ok(clock({ timeZone: ORACLE_ZONE, crontabChangedAt: null }));
  seen.clocks = { production: here, staging: here, backup: here };
  seen.rotation = ok([
    { schedule: '0 0 * * *', directory: policy.backupDir, keep: found.keep, kind: 'every-directory' },
  ]);
  return failedCodes({ policy: { ...policy, backupsToKeep: found.keep }, retention: ok(seen) });
}

test('random directories are judged as a slow second opinion judges them', () => {
  fc.assert(
    fc.property(situation, (found) => {
      expect(judgedCodes(found)).toEqual(expectedCodes(found));
    }),
    { numRuns: 400 },
  );
});
