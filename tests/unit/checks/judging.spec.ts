import { expect, test } from '@playwright/test';
import { judge } from '../../../helpers/verdict/judge.ts';
import { answer, type CheckDefinition } from '../../../helpers/checks/check.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';

const POLICY: Facts['policy'] = {
  profile: 'acceptance',
  layout: 'swarm',
  backupsToKeep: 7,
  backupDir: '/home/backup/backups',
  opencrvsVersion: '1.9',
  stores: null,
};
const definition = (code: string, judge: CheckDefinition<null>['judge']): CheckDefinition<null> => ({
  code: code as CheckDefinition<null>['code'],
  phase: 'staging',
  severity: 'critical',
  title: `${code} holds`,
  remedy: 'Mend it.',
  requiredBy: ['acceptance'],
  judge,
});

test('a judge that breaks on unforeseen facts leaves its check not proven', () => {
  const broken = definition('BROKEN', () => {
    throw new TypeError('x is undefined');
  });
  expect(answer(broken, null)).toMatchObject({ status: 'not-proven' });
});

test('with nothing gathered, nothing passes and every required check is named', () => {
  const { checks, verdict } = judge({ policy: POLICY });
  expect(checks.filter((check) => check.status === 'passed' || check.status === 'failed')).toEqual([]);
  expect(verdict.status).toBe('not-proven');
  expect(verdict.notProven.length).toBeGreaterThan(10);
});

test('codes are unique, and each check says what to do', () => {
  const { checks } = judge({ policy: POLICY });
  expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length);
  for (const check of checks) {
    expect(check.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
    expect(check.remedy.length, check.code).toBeGreaterThan(20);
  }
});
