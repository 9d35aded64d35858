import { expect, test } from '@playwright/test';
import { login } from '../../../helpers/opencrvs/api/login.ts';
import { FailureError } from '../../../helpers/base/outcome.ts';
import { PASSWORD, TOKEN, environmentAt, recorded, replay } from './replay.ts';
import type { Routes } from './replay.ts';

const OK: Routes = {
  'POST /auth/authenticate': recorded.authenticate,
  'POST /auth/verifyCode': { status: 200, body: { token: TOKEN } },
};

async function troubleOf(routes: Routes): Promise<FailureError> {
  await using server = await replay({ ...OK, ...routes });
  const error: unknown = await login(environmentAt(server.url), 0).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FailureError);
  return error as FailureError;
}

test('logs in and knows who it is', async () => {
  await using server = await replay(OK);
  const secrets: string[] = [];
  const session = await login(environmentAt(server.url, { onSecret: (secret) => secrets.push(secret) }));
  expect(session.user.role).toBe('LOCAL_REGISTRAR');
  expect(session.version).toBe('2.0.0');
  expect(session.user.scopes).toContainEqual({
    type: 'record.register',
    options: { placeOfEvent: ['administrativeArea'] },
  });
  expect(secrets).toEqual(['<nonce>', '000000', TOKEN]);
  expect(server.asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { username: 'k.mweene', password: PASSWORD },
    { nonce: '<nonce>', code: '000000' },
  ]);
});

test('a session that is stored or printed holds no token', async () => {
  await using server = await replay(OK);
  const session = await login(environmentAt(server.url));
  expect(JSON.stringify(session)).not.toContain(TOKEN);
  expect(session.token()).toBe(TOKEN);
});

const REFUSALS: [string, Routes, RegExp][] = [
  [
    'a wrong password',
    { 'POST /auth/authenticate': recorded.authenticateWrongPassword },
    /password is wrong/,
  ],
  ['a wrong code', { 'POST /auth/verifyCode': recorded.verifyCodeWrong }, /second factor was not accepted/],
  [
    'a user who was never activated',
    { 'POST /auth/authenticate': { status: 200, body: { status: 'pending', token: 'x' } } },
    /never activated/,
  ],
  ['a deactivated user', { 'POST /auth/authenticate': { status: 403, body: {} } }, /deactivated/],
];

for (const [what, routes, message] of REFUSALS)
  test(`says clearly: ${what}`, async () => {
    const error = await troubleOf(routes);
    expect(error.reason).toBe('refused');
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(PASSWORD);
  });

test('an answer that is not of OpenCRVS is unexpected, not a wrong password', async () => {
  const error = await troubleOf({ 'POST /auth/authenticate': { status: 200, body: '<html>proxy</html>' } });
  expect(error.reason).toBe('unexpected');
});

test('nobody there is unreachable, with the reason', async () => {
  const gone = await replay({});
  await gone[Symbol.asyncDispose]();
  const error: unknown = await login(environmentAt(gone.url)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    reason: 'unreachable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('after too many logins it waits and tries once more', async () => {
  let logins = 0;
  const limited: Routes = {
    ...OK,
    'POST /auth/authenticate': () =>
      logins++ === 0 ? recorded.authenticateRateLimit : recorded.authenticate,
  };
  await using server = await replay(limited);
  expect((await login(environmentAt(server.url), 0)).token()).toBe(TOKEN);
  expect(logins).toBe(2);
});

test('too many logins are no wrong password', async () => {
  const error = await troubleOf({ 'POST /auth/authenticate': recorded.authenticateRateLimit });
  expect(error).toMatchObject({ reason: 'unreachable', message: expect.stringContaining('wait a minute') });
});
