import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { EventDocument } from '../../../helpers/opencrvs/api/event-document.ts';
import { registerBirth } from '../../../helpers/opencrvs/register-birth.ts';
import birthForm from './declaration/birth-form.json' with { type: 'json' };
import { recorded, replay, sessionAt } from './replay.ts';
import type { Routes } from './replay.ts';

const CREATE = 'POST /events/event.create';
const REGISTER = 'POST /events/event.actions.register.request';
const FILES = [
  'events/<eventId>/<file:birth>.png',
  'events/<eventId>/<file:mother>.png',
  'events/<eventId>/<file:passport>.pdf',
  '<file:signature>.png',
].map((key) => key.replaceAll('<', '%3C').replaceAll('>', '%3E'));

/** Every recorded file, with its own key as its bytes, and the form. */
const STORE: Routes = {
  'GET /events/event.config.get': { status: 200, body: { result: { data: { json: birthForm } } } },
  ...Object.fromEntries(
    FILES.flatMap((key) => [
      [
        `GET /presigned-url/${key}`,
        (_: unknown, url: string) => ({ status: 200, body: { presignedURL: `${url}/ocrvs/${key}` } }),
      ],
      [`GET /ocrvs/${key}`, { status: 200, body: key }],
    ]),
  ),
} as Routes;

const request = { runToken: 'TOKEN7', own: { informantEmail: 'someone@example.org' }, confirmationMs: 0 };

const editable = (): { status: number; body: { result: { data: { json: EventDocument } } } } =>
  structuredClone(recorded.registerOk);

test('a run that registered before finds its record again and writes nothing', async ({ browser }) => {
  await using server = await replay({ ...STORE, [CREATE]: recorded.registerOk });
  const registration = await registerBirth(sessionAt(server.url), browser, request);
  expect(registration).toMatchObject({
    eventId: '<eventId>',
    trackingId: '<trackingId>',
    registrationNumber: '<registrationNumber>',
    runToken: 'TOKEN7',
    childName: { firstname: 'Nephelfig', surname: 'Pamleqtazx' },
  });
  const [first, , , last] = registration.attachments;
  expect(first).toMatchObject({ field: 'documents.proofOfBirth', bytes: FILES[0]?.length });
  expect(last?.field).toBe('review.signature');
  expect(last?.sha256).toBe(
    createHash('sha256')
      .update(FILES[3] ?? '')
      .digest('hex'),
  );
  const writes = server.asked.filter(({ method }) => method === 'POST').map(({ path }) => path);
  expect(writes).toEqual(['/events/event.create']);
});

test('a run that had declared goes on to register, with the review of the declaration', async ({
  browser,
}) => {
  await using server = await replay({
    ...STORE,
    [CREATE]: recorded.declareOk,
    [REGISTER]: recorded.registerOk,
    'POST /events/event.actions.assignment.assign': recorded.declareOk,
  });
  await registerBirth(sessionAt(server.url), browser, request);
  const sent = server.asked.find(({ path }) => path.endsWith('register.request'))?.body ?? '{}';
  const { json } = JSON.parse(sent) as { json: { annotation: Record<string, unknown> } };
  expect(json.annotation).toHaveProperty(['review.signature']);
});

test('the same run always calls with the same transaction ids', async ({ browser }) => {
  const idsOf = async () => {
    await using server = await replay({
      ...STORE,
      [CREATE]: recorded.declareOk,
      [REGISTER]: recorded.registerOk,
      'POST /events/event.actions.assignment.assign': recorded.declareOk,
    });
    await registerBirth(sessionAt(server.url), browser, request);
    return server.asked.flatMap(({ body }) => /"transactionId":"([^"]+)"/.exec(body)?.[1] ?? []);
  };
  const ids = await idsOf();
  expect(ids.length).toBeGreaterThanOrEqual(2);
  expect(await idsOf()).toEqual(ids);
});

const stuck = async (browser: Parameters<typeof registerBirth>[1], routes: Routes): Promise<unknown> => {
  await using server = await replay({ ...STORE, ...routes });
  return await registerBirth(sessionAt(server.url), browser, request).catch((thrown: unknown) => thrown);
};

test('a suspected duplicate is said, with the other record', async ({ browser }) => {
  expect(await stuck(browser, { [CREATE]: recorded.declareDuplicate })).toMatchObject({
    reason: 'unexpected',
    message: expect.stringMatching(/taken for a duplicate of <trackingId>/),
  });
});

test('where a second role must act, the user to configure is said', async ({ browser }) => {
  const message = 'Conditions for action: REGISTER were not met, action cannot be performed';
  const refused = { error: { json: { message, data: { code: 'CONFLICT', httpStatus: 409 } } } };
  expect(
    await stuck(browser, {
      [CREATE]: recorded.declareOk,
      [REGISTER]: { status: 409, body: refused },
      'POST /events/event.actions.assignment.assign': recorded.declareOk,
    }),
  ).toMatchObject({
    reason: 'refused',
    message: expect.stringMatching(
      /LOCAL_REGISTRAR declares does not count.*PRODUCTION_USERNAME.*RECORD=declared/,
    ),
  });
});

/** A registration that was requested so many milliseconds ago and is not confirmed. */
function pendingSince(ms: number) {
  const pending = editable();
  const event = pending.body.result.data.json;
  event.actions = event.actions
    .filter(({ type, status }) => type !== 'REGISTER' || status === 'Requested')
    .map((action) => ({ ...action, createdAt: new Date(Date.now() - ms).toISOString() }));
  return pending;
}

test('a confirmation that does not come is said, and that the run can go on later', async ({ browser }) => {
  const pending = pendingSince(1_000);
  expect(await stuck(browser, { [CREATE]: pending, 'GET /events/event.get': pending })).toMatchObject({
    reason: 'unreachable',
    message: expect.stringMatching(/waits for REGISTER.*run again later/),
  });
});

test('a confirmation that has not come within a day is not waited for', async ({ browser }) => {
  const pending = pendingSince(25 * 60 * 60_000);
  expect(await stuck(browser, { [CREATE]: pending })).toMatchObject({
    reason: 'unexpected',
    message: expect.stringMatching(/REGISTER .* was never confirmed/),
  });
});

test('a registration that the country rejects is refused', async ({ browser }) => {
  const rejected = editable();
  for (const action of rejected.body.result.data.json.actions)
    if (action.type === 'REGISTER' && action.status === 'Accepted') action.status = 'Rejected';
  expect(await stuck(browser, { [CREATE]: rejected })).toMatchObject({ reason: 'refused' });
});
