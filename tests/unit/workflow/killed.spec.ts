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

/** The requests in whose middle the command ends, in the order in which they come, and how: by a signal to its group, or alone. */
const MOMENTS = [
  ['event.create', 'SIGINT'],
  ['upload', 'SIGHUP'],
  ['event.actions.declare.request', 'SIGKILL'],
  ['event.actions.register.request', 'SIGTERM'],
  ['event.search', 'alone'],
] as const;

/** Processes that were told of this folder of reports: the runner of the phases and its workers. */
const livingFor = (reports: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`=${reports}/`);
    } catch {
      return false;
    }
  });

test('ended at any moment, the same command goes on to exactly one registration', async ({}, testInfo) => {
  test.setTimeout(480_000);
  const { env, proxy, production } = deployment;
  const reports = testInfo.outputPath('reports');
  const started: Verb[] = [];
  const register = () => {
    const verb = startVerb('register', ['--reports', reports], env);
    started.push(verb);
    return verb;
  };
  for (const [moment, how] of MOMENTS) {
    const verb = register();
    const reached = new Promise<void>((resolve) => {
      proxy.onAsked = (path) => {
        if (path.includes(moment)) resolve();
      };
    });
    const isThere = await Promise.race([reached.then(() => true), verb.ended.then(() => false)]);
    if (how === 'alone') verb.killAlone();
    else verb.signalAll(how);
    const { signal, exitCode, said } = await verb.ended;
    // What the one before had begun may have come to its end without it.
    if (!isThere) {
      expect(exitCode, said).toBe(0);
      continue;
    }
    expect(signal, `${moment}: ${said}`).toBe(how === 'alone' ? 'SIGKILL' : how);
    if (how !== 'alone' && how !== 'SIGKILL')
      expect(said).toContain('stays open. Re-run the command to resume.');
    await expect.poll(() => livingFor(reports), { message: `after ${how} at ${moment}` }).toEqual([]);
    expect(existsSync(join(reports, 'verdict.json'))).toBe(false);
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
  for (const verb of started) verb.signalAll('SIGKILL');
});
