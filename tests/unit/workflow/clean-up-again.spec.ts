import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startRegistry, type StartedRegistry } from '../../../lab/opencrvs/start-registry.ts';
import { getEvent } from '../../../helpers/opencrvs/api/events.ts';
import { progressOf } from '../../../helpers/opencrvs/api/event-document.ts';
import { login } from '../../../helpers/opencrvs/api/login.ts';
import { registerBirth } from '../../../helpers/opencrvs/register-birth.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';
import { noteCreated } from '../../../helpers/registration/gather-clean-up.ts';
import { cleanUpAgain } from '../../../helpers/workflow/clean-up-again.ts';
import type { CommandContext } from '../../../helpers/workflow/command-context.ts';
import { createRun } from '../../../helpers/runs/run.ts';

let registry: StartedRegistry;

test.beforeAll(async () => {
  registry = await startRegistry();
});

test.afterAll(() => registry.stop());

test('what a closed run had to leave on production is put away the next night, once', async ({
  browser,
}, testInfo) => {
  const { urls } = registry;
  const production = {
    name: 'production',
    clientUrl: urls.client,
    loginUrl: urls.login,
    gatewayUrl: urls.gateway,
    filesUrl: urls.files,
    username: 'k.mweene',
    password: 'test',
    secondFactor: () => Promise.resolve('000000'),
  } as const;
  const runsDir = join(testInfo.outputPath('runs'));
  const policy = {
    profile: 'nightly',
    layout: 'swarm',
    backupsToKeep: 7,
    backupDir: '/backups',
    opencrvsVersion: null,
    stores: null,
    record: 'declared',
  } as const;
  const run = createRun(runsDir, policy);
  const session = await login(production);
  const record = await registerBirth(session, browser, {
    runToken: run.token,
    own: { informantEmail: 'someone@example.org' },
    goal: 'declared',
    onCreated: noteCreated(run),
  });
  const { eventId, trackingId } = record;
  run.save('cleanUp', ok([{ eventId, trackingId, now: err('unreachable', 'no answer') }]));
  run.note('closed', { verdict: 'not-proven' });

  const printed: string[] = [];
  const again = () =>
    cleanUpAgain({
      runsDir,
      environments: { production },
      print: (line: string) => void printed.push(line),
    } as unknown as CommandContext);
  await again();
  expect(progressOf(await getEvent(session, eventId))).toEqual({ at: 'archived' });
  expect(run.facts().cleanUp).toMatchObject({ value: [{ trackingId, now: { value: 'archived' } }] });
  await again();
  expect(printed).toEqual([`Run ${run.id} had left records on production: they are put away now.`]);
});
