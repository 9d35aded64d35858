import { expect, test } from '@playwright/test';
import { answer, type Status } from '../../../helpers/checks/check.ts';
import { CATALOGUE } from '../../../helpers/checks/catalogue.ts';
import { CHECK_CODES, type CheckCode } from '../../../helpers/checks/codes.ts';
import { preflightChecks } from '../../../helpers/checks/preflight.ts';
import { CAUSES } from '../../../helpers/diagnosis/causes/causes.ts';
import { CASES } from './cases.ts';

const seen = new Map<CheckCode, Set<Status>>();
for (const facts of CASES())
  for (const definition of CATALOGUE) {
    const statuses = seen.get(definition.code) ?? new Set<Status>();
    seen.set(definition.code, statuses.add(answer(definition, facts).status));
  }
const without = (status: Status) =>
  CATALOGUE.map(({ code }) => code).filter((code) => seen.get(code)?.has(status) !== true);

test('every check has a case in which it passes', () => {
  expect(without('passed')).toEqual([]);
});

test('every check has a case in which it fails', () => {
  expect(without('failed')).toEqual([]);
});

test('every critical check is explained by a cause', () => {
  const explained = new Set(CAUSES.flatMap(({ explains }) => explains));
  const critical = CATALOGUE.filter(({ severity }) => severity === 'critical').map(({ code }) => code);
  expect(critical.filter((code) => !explained.has(code))).toEqual([]);
});

test('every code has one definition', () => {
  const defined = [...CATALOGUE, ...preflightChecks].map(({ code }) => code);
  expect(new Set(defined).size).toBe(defined.length);
  const elsewhere = CHECK_CODES.filter((code) => code.startsWith('GOLIVE_'));
  expect([...defined, ...elsewhere].sort()).toEqual([...CHECK_CODES].sort());
});
