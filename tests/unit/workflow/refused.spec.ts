import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Result } from '../../../helpers/report/result/result.ts';
import { actionsIn } from '../opencrvs/registered-rows.ts';
import { twoRegistries, type TwoRegistries } from './two-registries.ts';
import { startVerb } from './verb.ts';

let deployment: TwoRegistries;

test.beforeAll(async () => {
  deployment = await twoRegistries();
});

test.afterAll(() => deployment.stop());

/** The verdict of another night, which a night that was blocked must not leave standing. */
function yesterdayPassed(reports: string): void {
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'verdict.json'), JSON.stringify({ schema: 1, status: 'passed', checks: [] }));
}

const verdictIn = (reports: string): Pick<Result, 'status' | 'exitCode' | 'withoutProof'> =>
  JSON.parse(readFileSync(join(reports, 'verdict.json'), 'utf8')) as Result;

const REFUSED: [string, string, (env: Record<string, string>) => Record<string, string>, RegExp][] = [
  [
    'a registration that would reach an integration nobody acknowledged',
    'register',
    () => ({ ACKNOWLEDGE_INTEGRATIONS: 'no' }),
    /identity service \(informant\.verified.*Nothing was written/s,
  ],
  [
    'production and staging under one address',
    'register',
    (env) => ({ STAGING_FILES_URL: env['PRODUCTION_FILES_URL']! }),
    /both have the address.*Nothing was written/s,
  ],
  [
    'a record without leave to write it',
    'register',
    () => ({ ALLOW_PRODUCTION_WRITES: 'no' }),
    /Nothing was written.*ALLOW_PRODUCTION_WRITES=yes is not set/,
  ],
  ['a proof without the backup host', 'accept', () => ({}), /Nothing was written: BACKUP_SSH is not set/],
  ['nothing to be registered', 'register', () => ({ RECORD: 'none' }), /RECORD=none makes no record/],
  ['nothing to be accepted', 'accept', () => ({ RECORD: 'none' }), /RECORD=none makes no record/],
];

for (const [what, verb, changes, says] of REFUSED) {
  test(`${what} is refused with exit code 2, before anything is written`, async ({}, testInfo) => {
    const { env, production, staging } = deployment;
    const reports = testInfo.outputPath('reports');
    yesterdayPassed(reports);
    const ended = startVerb(verb, ['--reports', reports], { ...env, ...changes(env) });
    const { exitCode, said } = await ended.ended;
    expect(exitCode, said).toBe(2);
    const { status, withoutProof } = verdictIn(reports);
    expect(status).not.toBe('passed');
    expect(withoutProof).not.toBeNull();
    expect(verdictIn(reports).exitCode).toBe(2);
    expect(said).toMatch(says);
    expect(await actionsIn(production)).toEqual({});
    expect(await actionsIn(staging)).toEqual({});
  });
}

for (const [what, changes, code] of [
  ['a configuration that is not complete', { PRODUCTION_USERNAME: '' }, 2],
  ['a production that does not answer', { PRODUCTION_GATEWAY_URL: 'http://127.0.0.1:9' }, 3],
] as const)
  test(`${what} takes the place of yesterday’s verdict`, async ({}, testInfo) => {
    const reports = testInfo.outputPath('reports');
    yesterdayPassed(reports);
    const ended = startVerb('nightly', ['--reports', reports], { ...deployment.env, ...changes });
    const { exitCode, said } = await ended.ended;
    expect(exitCode, said).toBe(code);
    expect(verdictIn(reports)).toMatchObject({ exitCode: code, withoutProof: expect.any(String) });
    expect(verdictIn(reports).status).not.toBe('passed');
  });

test('RECORD=none waits for the night and writes nothing, neither on production nor on staging', async ({}, testInfo) => {
  const { env, production, staging } = deployment;
  const reports = testInfo.outputPath('reports');
  const settings = { ...env, RECORD: 'none', ALLOW_STAGING_WRITES: 'yes', ACKNOWLEDGE_INTEGRATIONS: 'no' };
  const { exitCode, said } = await startVerb('nightly', ['--reports', reports], settings).ended;
  expect(exitCode, said).toBe(0);
  expect(said).toContain('no record was made. It is proven by the night of');
  expect(readdirSync(join(reports, 'runs'))).toHaveLength(1);
  expect(await actionsIn(production)).toEqual({});
  expect(await actionsIn(staging)).toEqual({});
});

test('every night declares and registers nothing, without a word about it', async ({}, testInfo) => {
  const { env, production } = deployment;
  const settings = { ...env, ACKNOWLEDGE_INTEGRATIONS: 'no' };
  const { exitCode, said } = await startVerb(
    'nightly',
    ['--reports', testInfo.outputPath('reports')],
    settings,
  ).ended;
  expect(exitCode, said).toBe(0);
  const actions = await actionsIn(production);
  expect(actions).toMatchObject({ 'DECLARE:Accepted': 1 });
  expect(actions).not.toHaveProperty(['REGISTER:Requested']);
});
