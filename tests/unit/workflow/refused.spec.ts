import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { actionsIn } from '../opencrvs/registered-rows.ts';
import { twoRegistries, type TwoRegistries } from './two-registries.ts';
import { startVerb } from './verb.ts';

let deployment: TwoRegistries;

test.beforeAll(async () => {
  deployment = await twoRegistries();
});

test.afterAll(() => deployment.stop());

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
  ['nothing to be registered', 'register', () => ({ RECORD: 'none' }), /RECORD=none makes no record/],
  ['nothing to be accepted', 'accept', () => ({ RECORD: 'none' }), /RECORD=none makes no record/],
];

for (const [what, verb, changes, says] of REFUSED) {
  test(`${what} is refused with exit code 2, before anything is written`, async ({}, testInfo) => {
    const { env, production, staging } = deployment;
    const reports = testInfo.outputPath('reports');
    const ended = startVerb(verb, ['--reports', reports], { ...env, ...changes(env) });
    const { exitCode, said } = await ended.ended;
    expect(exitCode, said).toBe(2);
    expect(said).toMatch(says);
    expect(await actionsIn(production)).toEqual({});
    expect(await actionsIn(staging)).toEqual({});
  });
}

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
