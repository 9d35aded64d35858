import { expect, test } from '@playwright/test';
import { startRegistry, type StartedRegistry } from '../../../lab/opencrvs/start-registry.ts';
import { assign, createEvent, getEvent, unassign } from '../../../helpers/opencrvs/api/events.ts';
import { progressOf } from '../../../helpers/opencrvs/api/event-document.ts';
import { login } from '../../../helpers/opencrvs/api/login.ts';
import { sessionOf, type Session } from '../../../helpers/opencrvs/api/session.ts';
import { cleanUp } from '../../../helpers/opencrvs/clean-up.ts';
import { registerBirth } from '../../../helpers/opencrvs/register-birth.ts';
import { cuttingProxy, type CuttingProxy } from './cutting-proxy.ts';
import { actionsIn } from './registered-rows.ts';

let registry: StartedRegistry;
let proxy: CuttingProxy;
let session: Session;

test.beforeAll(async () => {
  registry = await startRegistry();
  proxy = await cuttingProxy(registry.urls.gateway);
  const { client, login: loginUrl, files } = registry.urls;
  const environment = {
    name: 'production',
    clientUrl: client,
    loginUrl,
    gatewayUrl: proxy.url,
    filesUrl: files,
    username: 'k.mweene',
    password: 'test',
    secondFactor: () => Promise.resolve('000000'),
  } as const;
  session = await login(environment);
});

test.afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await registry.stop();
});

const request = (runToken: string) => ({ runToken, own: { informantEmail: 'someone@example.org' } });

const leftover = ({ eventId, trackingId }: { eventId: string; trackingId: string }) => ({
  eventId,
  trackingId,
  isDeclared: true,
});

/** How many log entries of each kind `work` added. */
async function addedBy(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await actionsIn(registry);
  await work();
  const after = await actionsIn(registry);
  return Object.fromEntries(
    Object.entries(after).flatMap(([action, count]) =>
      count === (before[action] ?? 0) ? [] : [[action, count - (before[action] ?? 0)]],
    ),
  );
}

for (const [write, path] of [
  ['creating', 'event.create'],
  ['uploading', '/upload'],
  ['declaring', 'event.actions.declare.request'],
  ['registering', 'event.actions.register.request'],
] as const) {
  test(`a lost reply to ${write} still makes exactly one registration`, async ({ browser }) => {
    const made: string[] = [];
    proxy.lose(path);
    const added = await addedBy(async () => {
      const { eventId } = await registerBirth(session, browser, {
        ...request(`LOST-${write}`),
        onCreated: (record) => made.push(record.eventId),
      });
      expect([...new Set(made)]).toEqual([eventId]);
    });
    expect(added).toMatchObject({
      'CREATE:Accepted': 1,
      'DECLARE:Requested': 1,
      'DECLARE:Accepted': 1,
      'REGISTER:Requested': 1,
      'REGISTER:Accepted': 1,
    });
  });
}

test('a lost reply to taking the record over goes on to one registration', async ({ browser }) => {
  const { eventId } = await registerBirth(session, browser, {
    ...request('LOST-assigning'),
    goal: 'declared',
  });
  await unassign(session, eventId, 'given back');
  proxy.lose('event.actions.assignment.assign');
  const added = await addedBy(() => registerBirth(session, browser, request('LOST-assigning')));
  expect(added).toMatchObject({ 'ASSIGN:Accepted': 1, 'REGISTER:Accepted': 1 });
  expect(added).not.toHaveProperty(['CREATE:Accepted']);
});

test('where every reply to registering is lost, the record itself tells', async ({ browser }) => {
  proxy.lose('event.actions.register.request', 99);
  const added = await addedBy(() => registerBirth(session, browser, request('LOST-always')));
  proxy.lose('event.actions.register.request', 0);
  expect(added).toMatchObject({ 'REGISTER:Requested': 1, 'REGISTER:Accepted': 1 });
});

test('a server that never answers is unreachable, and the same token goes on later', async ({ browser }) => {
  proxy.lose('event.create', 99);
  const lost: unknown = await registerBirth(session, browser, request('LOST-for-long')).catch(
    (error: unknown) => error,
  );
  expect(lost).toMatchObject({ reason: 'unreachable' });
  proxy.lose('event.create', 0);
  const added = await addedBy(() => registerBirth(session, browser, request('LOST-for-long')));
  expect(added).toMatchObject({ 'REGISTER:Accepted': 1 });
  expect(added).not.toHaveProperty(['CREATE:Accepted']);
});

test('a declared record has no number, stays with its user and is archived, replies lost or not', async ({
  browser,
}) => {
  const record = await registerBirth(session, browser, { ...request('DECLARED'), goal: 'declared' });
  expect(record.registrationNumber).toBeNull();
  expect(record.attachments.length).toBeGreaterThan(1);
  expect(Date.parse(record.registeredAt)).toBeGreaterThan(Date.now() - 60_000);
  proxy.lose('event.actions.archive.request');
  const added = await addedBy(async () => {
    expect(await cleanUp(session, [leftover(record)])).toMatchObject([
      { now: { ok: true, value: 'archived' } },
    ]);
    expect(await cleanUp(session, [leftover(record)])).toMatchObject([
      { now: { ok: true, value: 'archived' } },
    ]);
  });
  expect(added).toMatchObject({ 'ARCHIVE:Requested': 1, 'ARCHIVE:Accepted': 1 });
  expect(added).not.toHaveProperty(['REGISTER:Accepted']);
});

test('a draft is deleted, also when the reply is lost; a registered record is left', async ({ browser }) => {
  const draft = await createEvent(session, 'birth', 'a draft');
  const registered = await registerBirth(session, browser, request('STAYS'));
  proxy.lose('event.delete');
  const cleaned = await cleanUp(session, [
    { eventId: draft.id, trackingId: draft.trackingId, isDeclared: false },
    leftover(registered),
  ]);
  expect(cleaned.map(({ now }) => now)).toEqual([
    { ok: true, value: 'deleted' },
    { ok: true, value: 'registered' },
  ]);
});

test('a declared record that is not there any more was not put away', async () => {
  const gone = { eventId: '00000000-0000-4000-8000-000000000000', trackingId: 'GONE00', isDeclared: true };
  expect(await cleanUp(session, [gone])).toMatchObject([{ now: { ok: false, reason: 'missing' } }]);
});

test('a record that a colleague holds is not put away, and that is said', async ({ browser }) => {
  const record = await registerBirth(session, browser, { ...request('HELD'), goal: 'declared' });
  const colleague = await login({ ...session.environment, username: 'f.katongo' });
  await unassign(session, record.eventId, 'given to a colleague');
  const taken = { type: 'ASSIGN', eventId: record.eventId, transactionId: 'taken' };
  await fetch(`${proxy.url}/events/event.actions.assignment.assign`, {
    method: 'POST',
    headers: { authorization: `Bearer ${colleague.token()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ json: { ...taken, assignedTo: colleague.user.userId } }),
  });
  expect(await cleanUp(session, [leftover(record)])).toMatchObject([
    { now: { ok: false, reason: 'refused', why: expect.stringContaining('somebody else holds') } },
  ]);
  expect(progressOf(await getEvent(session, record.eventId))).toMatchObject({ at: 'declared' });
});

// The lock of the runs keeps two processes apart; this is about what happens where it cannot, as on two machines.
test('two processes with one token at the same moment make one registration', async ({ browser }) => {
  const other = sessionOf(session.environment, session.token(), session.version);
  const added = await addedBy(async () => {
    const both = await Promise.allSettled([
      registerBirth(session, browser, request('TWICE')),
      registerBirth(other, browser, request('TWICE')),
    ]);
    const made = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.registrationNumber] : []));
    expect(new Set(made).size).toBe(1);
    // Each draws files of its own under the same keys: the one whose file was replaced before it was read back stops there.
    const why = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(why.filter((reason) => !reason.includes('gave back other bytes'))).toEqual([]);
  });
  expect(added).toMatchObject({ 'CREATE:Accepted': 1, 'REGISTER:Accepted': 1 });
});

test('simultaneous requests of one transaction are all answered, and written once', async () => {
  const { id } = await createEvent(session, 'birth', 'asked at once');
  await unassign(session, id, 'free again');
  const atOnce = <T>(ask: () => Promise<T>) => Promise.all(Array.from({ length: 8 }, ask));
  // Connections that are open already, so that the requests meet in the server.
  await atOnce(() => getEvent(session, id));
  const added = await addedBy(() => atOnce(() => assign(session, id, 'eight at once')));
  expect(added).toEqual({ 'ASSIGN:Accepted': 1 });
});
