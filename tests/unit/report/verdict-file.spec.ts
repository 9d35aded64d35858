import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, failed, notProven, passed, type CheckDefinition } from '../../../helpers/checks/check.ts';
import { verdictOf } from '../../../helpers/verdict/verdict.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import type { CheckCode } from '../../../helpers/checks/codes.ts';
import { learnSecret } from '../../../helpers/redact/secrets.ts';
import { writeVerdictFile } from '../../../helpers/report/verdict-file.ts';
import { verdictTable } from '../../../helpers/report/verdict-table.ts';
import { judge, type Judgement } from '../../../helpers/verdict/judge.ts';

const POLICY: Facts['policy'] = {
  profile: 'acceptance',
  layout: 'swarm',
  backupsToKeep: 7,
  backupDir: '/home/backup/backups',
  opencrvsVersion: '1.9',
  stores: null,
};
const definition = (code: string, judge: CheckDefinition<null>['judge']): CheckDefinition<null> => ({
  code: code as CheckCode,
  phase: 'staging',
  severity: 'critical',
  title: `${code} holds`,
  remedy: 'Mend it.',
  requiredBy: ['acceptance'],
  judge,
});
const CHECKS = [
  answer(
    definition('GOOD', () => passed('a', 'a')),
    null,
  ),
  answer(
    definition('BAD', () => failed('seven', 'six', 'line one\nthe-secret-of-this-test')),
    null,
  ),
  answer(
    definition('UNKNOWN', () => notProven('nobody could tell')),
    null,
  ),
];

const JUDGEMENT: Judgement = {
  checks: CHECKS,
  verdict: verdictOf(CHECKS, 'acceptance', ['GOOD']),
  diagnosis: [{ code: 'CAUSE', title: 'It broke.', score: 9, evidence: ['a trace'], remedy: 'Glue it.' }],
};

test('verdict.json is what its schema says, and holds no secret', () => {
  learnSecret('the-secret-of-this-test');
  const schema = JSON.parse(
    readFileSync(new URL('../../../docs/verdict.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const ajv = new Ajv2020({ strict: true, validateFormats: false });
  const file = join(mkdtempSync(join(tmpdir(), 'verdict-')), 'verdict.json');
  const run = { id: 'x', startedAt: new Date(0).toISOString() };
  writeVerdictFile(file, run, JUDGEMENT);
  const text = readFileSync(file, 'utf8');
  ajv.validate(schema, JSON.parse(text));
  expect(ajv.errors).toBeNull();
  expect(text).not.toContain('the-secret-of-this-test');
});

test('the table says of a failed check what was expected, what was seen and what to do', () => {
  const text = verdictTable(JUDGEMENT.checks, JUDGEMENT.verdict, JUDGEMENT.diagnosis);
  expect(text).toContain('✗ failed     BAD');
  expect(text).toMatch(/expected: seven\n +actual: {3}six\n +line one/);
  expect(text).toContain('do:       Mend it.');
  expect(text).toContain('because:  nobody could tell');
  expect(text).toMatch(/likely causes\n {2}1\. It broke\.\n {5}seen: a trace\n {5}do: {3}Glue it\./);
  expect(text).toMatch(/Verdict: FAILED \(profile acceptance\)$/);
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
