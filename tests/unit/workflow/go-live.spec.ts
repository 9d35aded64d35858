import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { err, ok, type Outcome } from '../../../helpers/base/outcome.ts';
import { login } from '../../../helpers/opencrvs/api/login.ts';
import { cleanUp } from '../../../helpers/opencrvs/clean-up.ts';
import { registerBirth } from '../../../helpers/opencrvs/register-birth.ts';
import { findTestRecords } from '../../../helpers/registration/find-test-records.ts';
import { noteCreated } from '../../../helpers/registration/gather-clean-up.ts';
import { goLiveChecks, recordsOf, type LeftRecord } from '../../../helpers/workflow/go-live.ts';
import { createRun } from '../../../helpers/runs/run.ts';
import { startRegistry } from '../../../lab/opencrvs/start-registry.ts';
import { healthyRun } from '../diagnosis/spoil.ts';
import { replay, sessionAt } from '../opencrvs/replay.ts';

const checksOf = (production: Outcome<LeftRecord[]>, staging: Outcome<LeftRecord[]>) =>
  goLiveChecks.map((check) => answer(check, { known: 2, left: { production, staging } }));
const statuses = (...left: Parameters<typeof checksOf>) => checksOf(...left).map(({ status }) => status);
const clean: Outcome<LeftRecord[]> = { ok: true, value: [] };

test('whatever is left of a test registration is found, each environment by itself', () => {
  const dirty = ok([
    { trackingId: 'ABC123', run: '20260301T000000-aaaaaa' },
    { trackingId: 'DEF456', run: null },
  ]);
  expect(statuses(clean, clean)).toEqual(['passed', 'passed']);
  expect(statuses(dirty, clean)).toEqual(['failed', 'passed']);
  expect(statuses(clean, dirty)).toEqual(['passed', 'failed']);
  expect(checksOf(dirty, clean)[0]).toMatchObject({
    actual: 'ABC123 (run 20260301T000000-aaaaaa), DEF456 (not made by a run on this machine)',
  });
});

test('an environment that does not answer is not proven to be clean', () => {
  expect(statuses(err('unreachable', 'no answer'), clean)).toEqual(['not-proven', 'passed']);
});

test('production itself tells of test records that no run on this machine made', async ({ browser }) => {
  test.setTimeout(240_000);
  const registry = await startRegistry();
  try {
    const { client, login: loginUrl, gateway, files } = registry.urls;
    const session = await login({
      name: 'production',
      clientUrl: client,
      loginUrl,
      gatewayUrl: gateway,
      filesUrl: files,
      username: 'k.mweene',
      password: 'test',
      secondFactor: () => Promise.resolve('000000'),
    });
    const own = { informantEmail: 'someone@example.org' };
    expect(await findTestRecords(session, own.informantEmail)).toEqual([]);
    const made = await registerBirth(session, browser, { runToken: 'OTHERS', own, goal: 'declared' });
    expect(await findTestRecords(session, own.informantEmail)).toEqual([made.trackingId]);
    // By its made-up names where another machine is told another address.
    expect(await findTestRecords(session, 'another@example.org')).toEqual([made.trackingId]);
    await cleanUp(session, [{ ...made, isDeclared: true }]);
    expect(await findTestRecords(session, own.informantEmail)).toEqual([made.trackingId]);
  } finally {
    await registry.stop();
  }
});

test('where no mark can be asked for, nothing is taken for clean', async () => {
  await using server = await replay({ 'GET /events/event.config.get': { status: 500, body: {} } });
  await expect(findTestRecords(sessionAt(server.url), 'a@b.c')).rejects.toMatchObject({
    reason: 'unexpected',
  });
});

test('every record that a run made is looked for, also the later one and a draft', ({}, testInfo) => {
  const { policy, registration } = healthyRun();
  const run = createRun(testInfo.outputPath('runs'), policy);
  const { eventId, trackingId, attachments } = registration.record.ok
    ? registration.record.value
    : { eventId: '', trackingId: '', attachments: [] };
  const created = noteCreated(run);
  created({ eventId, trackingId });
  created({ eventId, trackingId });
  run.save('registration', registration);
  created({ eventId: 'later', trackingId: 'LATER1' });
  expect(recordsOf(run)).toEqual([
    { eventId, trackingId, keys: attachments.map(({ key }) => key) },
    { eventId: 'later', trackingId: 'LATER1', keys: [] },
  ]);
});
