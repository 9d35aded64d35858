import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { actionsIn } from '../opencrvs/registered-rows.ts';
import { twoRegistries, type TwoRegistries } from './two-registries.ts';
import { startVerb, type Verb } from './verb.ts';

let deployment: TwoRegistries;

test.beforeAll(async () => {
  deployment = await twoRegistries();
});

test.afterAll(() => deployment.stop());

/** The requests in whose middle the command dies, in the order in which they come, alone or with all that it started. */
const MOMENTS = [
  ['event.create', 'killAll'],
  ['upload', 'killAll'],
  ['event.actions.declare.request', 'killAll'],
  ['event.actions.register.request', 'killAll'],
  // What it started runs on, beside the next one.
  ['event.search', 'killAlone'],
] as const;

test('killed at any moment, the same command goes on to exactly one registration', async ({}, testInfo) => {
  test.setTimeout(240_000);
  const { env, proxy, production } = deployment;
  const reports = testInfo.outputPath('reports');
  const started: Verb[] = [];
  const register = () => {
    const verb = startVerb('register', ['--reports', reports], env);
    started.push(verb);
    return verb;
  };
  for (const [moment, kill] of MOMENTS) {
    const verb = register();
    const reached = new Promise<void>((resolve) => {
      proxy.onAsked = (path) => {
        if (path.endsWith(moment)) resolve();
      };
    });
    await Promise.race([reached, verb.ended]);
    verb[kill]();
    expect((await verb.ended).exitCode, `ended before ${moment}`).toBeNull();
  }
  proxy.onAsked = () => undefined;
  const { exitCode, said } = await register().ended;
  expect(exitCode, said).toBe(0);
  expect(await actionsIn(production)).toMatchObject({
    'CREATE:Accepted': 1,
    'DECLARE:Accepted': 1,
    'REGISTER:Accepted': 1,
  });
  const runs = readdirSync(join(reports, 'runs'));
  expect(runs).toHaveLength(1);
  expect(proxy.asked.filter((path) => path.endsWith('/authenticate'))).toHaveLength(1);

  const again = await register().ended;
  expect(again.exitCode, again.said).toBe(0);
  expect(again.said).toContain(`Run ${runs[0]}`);
  expect(await actionsIn(production)).toMatchObject({ 'REGISTER:Accepted': 1 });
  const record = readFileSync(join(reports, 'runs', runs[0]!, 'record.jsonl'), 'utf8');
  expect(record.match(/"event":"registered"/g)).toHaveLength(1);
  expect(existsSync(join(`${reports}-state`, 'sessions', 'production'))).toBe(true);
  for (const verb of started) verb.killAll();
});
