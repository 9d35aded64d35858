import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { none, type Outcome } from '../../../helpers/outcome.ts';
import { goLiveChecks } from '../../../helpers/run/go-live.ts';

const statuses = (production: Outcome<string[]>, staging: Outcome<string[]>) =>
  goLiveChecks.map((check) => answer(check, { asked: 2, left: { production, staging } }).status);

test('whatever is left of a test registration is found, each environment by itself', () => {
  const clean: Outcome<string[]> = { ok: true, value: [] };
  const dirty: Outcome<string[]> = { ok: true, value: ['ABC123'] };
  expect(statuses(clean, clean)).toEqual(['passed', 'passed']);
  expect(statuses(dirty, clean)).toEqual(['failed', 'passed']);
  expect(statuses(clean, dirty)).toEqual(['passed', 'failed']);
});

test('an environment that does not answer is not proven to be clean', () => {
  expect(statuses(none('unreachable', 'no answer'), { ok: true, value: [] })).toEqual([
    'not-proven',
    'passed',
  ]);
});
