import { expect, test } from '@playwright/test';
import { judge } from '../../../helpers/verdict/judge.ts';
import type { Expectation } from '../../../lab/faults/expectation.ts';
import { LEVELS, seenAt } from '../../../lab/matrix/levels.ts';
import { outcomeOf } from '../../../lab/matrix/outcome.ts';
import { matrixPage } from '../../../lab/matrix/page.ts';
import { resultOf } from '../../../lab/matrix/result-of.ts';
import { merged } from '../../../lab/matrix/results.ts';
import { healthyRun, notIndexed } from '../diagnosis/spoil.ts';

const LOST_INDEX: Expectation = {
  ids: ['F52'],
  kind: 'modelled',
  cause: 'INDEX_NOT_REBUILT',
  mustFail: [
    'STAGING_FOUND_BY_TRACKING_ID',
    'STAGING_FOUND_BY_REGISTRATION_NUMBER',
    'STAGING_FOUND_BY_NAME',
    'STAGING_FOUND_IN_CLIENT',
  ],
  mayFail: ['STAGING_RECORD_OPENS'],
};

function unfound() {
  const facts = healthyRun();
  notIndexed(facts.staging);
  return facts;
}

const told = {
  fault: 'reindex-skipped',
  layout: 'swarm',
  description: 'The index was not built again.',
  date: '2026-11-25',
  version: '0.1.0',
  seconds: 20,
} as const;

test('a cause that stands first is named first, and what follows from the fault is no false blame', () => {
  const outcome = outcomeOf(unfound(), LOST_INDEX);
  expect(outcome).toMatchObject({ grade: 'first', named: 'INDEX_NOT_REBUILT', silent: [] });
});

test('a check that fails without being expected is false blame, one that does not fail is silent', () => {
  const other = { ...LOST_INDEX, mustFail: ['ARCHIVE_WHOLE'], mayFail: [] };
  const { falselyBlamed, silent } = outcomeOf(unfound(), other);
  expect(falselyBlamed).toContain('STAGING_FOUND_BY_NAME');
  expect(silent).toEqual(['ARCHIVE_WHOLE']);
});

test('a fault that nothing notices is missed, and one that is called something else is not named', () => {
  expect(outcomeOf(healthyRun(), LOST_INDEX).grade).toBe('missed');
  expect(outcomeOf(unfound(), { ...LOST_INDEX, cause: 'ARCHIVE_BIT_ROT' }).grade).toBe('unnamed');
});

test('without a login nothing is left of what only that host knows', () => {
  const facts = seenAt('applications only', healthyRun());
  expect(facts.policy.access).toEqual(LEVELS['applications only']);
  expect(facts.archive?.ok).toBe(false);
  expect(facts.retention?.ok).toBe(false);
  expect(facts.staging?.database.ok).toBe(false);
  expect(Object.values(facts.cycle?.jobs ?? {}).some(({ ok }) => ok)).toBe(false);
  expect(facts.staging?.foundByName.ok).toBe(true);
  const whole = healthyRun();
  expect(seenAt('all hosts', whole).cycle).toEqual(whole.cycle);
});

test('a crontab that nobody could look at lacks no job', () => {
  for (const level of ['backup host', 'applications only'] as const) {
    const { checks, verdict, diagnosis } = judge(seenAt(level, healthyRun()));
    expect(checks.find(({ code }) => code === 'CYCLE_JOBS_INSTALLED')?.status, level).toBe('not-proven');
    expect(verdict.failed, level).toEqual([]);
    expect(diagnosis, level).toEqual([]);
  }
});

test('the page is made of the last result of each fault', () => {
  const result = resultOf(told, LOST_INDEX, unfound());
  const older = { ...result, date: '2026-01-01' };
  const page = matrixPage(merged([older], [result]), ['bit-rot', 'reindex-skipped']);
  expect(page).toContain('| `reindex-skipped` | swarm |');
  expect(page).toContain('2026-11-25, 0.1.0');
  expect(page).not.toContain('2026-01-01');
  expect(page).toContain('1 of the lab’s 2 faults have no result here yet: `bit-rot`.');
});
