import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answer, type Status } from '../../../helpers/checks/check.ts';
import { CATALOGUE } from '../../../helpers/checks/catalogue.ts';
import { CHECK_CODES, type CheckCode } from '../../../helpers/checks/codes.ts';
import { preflightChecks } from '../../../helpers/checks/preflight.ts';
import { CAUSES } from '../../../helpers/diagnosis/causes/causes.ts';
import { CASES } from './cases.ts';

/** Whose facts are no part of a proof's, or take real files: tests of their folders have cases for them, by their code. */
const NAMED = ['archive', 'retention', 'staging', 'offsite', 'drill'].map(textOf).join('\n');

/** Those that have no case yet. No new check may join them. */
const OPEN: ReadonlySet<CheckCode> = new Set([
  'ARCHIVE_UNPACKS_AS_READ',
  'ARCHIVE_VERSION_KNOWN',
  'ARCHIVE_STORES_IN_PLACE',
  'ARCHIVE_NOTHING_ELSE',
  'ARCHIVE_DUMP_RESTORABLE',
  'DRILL_FRESH',
  'RECOVERY_NOTHING_LEFT',
  'RECOVERY_EACH_NIGHT',
  'RECOVERY_TIME',
]);

function textOf(folder: string): string {
  const dir = fileURLToPath(new URL(`../${folder}`, import.meta.url));
  return readdirSync(dir)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(dir, name), 'utf8'))
    .join('\n');
}

const seen = new Map<CheckCode, Set<Status>>();
for (const facts of CASES())
  for (const definition of CATALOGUE) {
    const statuses = seen.get(definition.code) ?? new Set<Status>();
    seen.set(definition.code, statuses.add(answer(definition, facts).status));
  }
const without = (status: Status) =>
  CATALOGUE.map(({ code }) => code).filter(
    (code) => seen.get(code)?.has(status) !== true && !NAMED.includes(code) && !OPEN.has(code),
  );

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
