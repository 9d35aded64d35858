import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../../helpers/base/exit-code.ts';
import { readResult } from '../../../helpers/report/result/read-result.ts';
import { isoIn, shownIn } from '../../../helpers/report/result/local-time.ts';
import { resultWithoutProof } from '../../../helpers/report/result/result-of.ts';
import {
  anyResult,
  BAD,
  FACTS,
  GOOD,
  IDENTITY,
  nightFacts,
  OPEN,
  resultWith,
  WARNING,
} from './any-result.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../docs/verdict.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(schema);
const fileWith = (content: unknown): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'result-')), 'verdict.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

test('any result is what docs/verdict.schema.json says', () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      expect(validate(JSON.parse(JSON.stringify(result))), JSON.stringify(validate.errors)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a result says whose it is, of which night, by whom and when, in both times', () => {
  const result = resultWith([GOOD], { facts: nightFacts(90) });
  expect(result).toMatchObject({
    schema: 2,
    status: 'passed',
    exitCode: 0,
    deployment: { name: 'Farajaland', isLab: false, production: 'register.example.org' },
    tool: { version: '9.8.7' },
    run: {
      operator: 'A. Mwansa',
      startedAt: '2026-11-25T00:00:00.000Z',
      startedAtLocal: '2026-11-25T02:00:00+02:00',
      timeZone: 'Africa/Lusaka',
    },
    night: { date: '2026-11-25', backupAt: '2026-11-25T00:00:00.000Z' },
    recovery: { rtoSeconds: 90, rpoTargetHours: 24, rtoTargetHours: 8 },
    counts: { passed: 1, failed: 0 },
  });
});

test('what ended without a proof is never passed, and says why', () => {
  const result = resultWithoutProof({
    ...{ run: { id: 'x', startedAt: '2026-11-25T00:00:00Z' }, finishedAt: '2026-11-25T00:00:01Z' },
    ...{
      identity: IDENTITY,
      policy: FACTS.policy,
      why: 'staging does not answer',
      exitCode: EXIT.unreachable,
    },
    checks: [GOOD],
  });
  expect(validate(JSON.parse(JSON.stringify(result))), JSON.stringify(validate.errors)).toBe(true);
  expect(result).toMatchObject({
    status: 'not-proven',
    exitCode: 3,
    withoutProof: 'staging does not answer',
  });
});

test('a result of schema 1 is still read', () => {
  const { status, profile, summary, failed, notProven, warnings, covers, diagnosis, checks } = resultWith([
    GOOD,
    BAD,
    OPEN,
    WARNING,
  ]);
  const run = { id: 'old', startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:10:00Z' };
  const old = {
    ...{ schema: 1, status, profile, summary, failed, notProven, warnings, covers },
    ...{ run, diagnosis, checks },
  };
  const read = readResult(fileWith(old));
  expect(validate(JSON.parse(JSON.stringify(read))), JSON.stringify(validate.errors)).toBe(true);
  expect(read).toMatchObject({ schema: 2, status: 'failed', exitCode: 1, run: { id: 'old' } });
  expect(read.counts).toEqual({ passed: 1, failed: 2, 'not-proven': 1, 'not-applicable': 0 });
});

for (const [what, content] of [
  ['a later schema', { schema: 3 }],
  ['no JSON', 'half of a fi'],
  ['no result', {}],
] as const)
  test(`${what} is one sentence`, () => {
    expect(() => readResult(fileWith(content))).toThrow(/verdict\.json (?:is of schema|cannot be read)/);
  });

test('local times carry their offset, also half hours and across a change of the clocks', () => {
  expect(isoIn('Asia/Kathmandu', '2026-01-01T00:00:00Z')).toBe('2026-01-01T05:45:00+05:45');
  expect(isoIn('UTC', '2026-01-01T00:00:00Z')).toBe('2026-01-01T00:00:00+00:00');
  expect(isoIn('Europe/Berlin', '2026-10-25T00:30:00Z')).toBe('2026-10-25T02:30:00+02:00');
  expect(isoIn('Europe/Berlin', '2026-10-25T01:30:00Z')).toBe('2026-10-25T02:30:00+01:00');
  fc.assert(
    fc.property(
      fc.constantFrom('Africa/Lusaka', 'America/St_Johns', 'Asia/Dhaka', 'Pacific/Apia'),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      (zone, date) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
        expect(new Date(isoIn(zone, date.toISOString())).getTime()).toBe(whole.getTime());
        expect(shownIn(zone, date.toISOString())).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d /);
      },
    ),
  );
});
