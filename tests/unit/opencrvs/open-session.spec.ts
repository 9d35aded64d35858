import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { newSessionOn, sessionOn } from '../../../helpers/opencrvs/api/open-session.ts';
import { tokenFile } from '../../../helpers/opencrvs/api/token-file.ts';
import { environmentAt, recorded, replay, TOKEN, type Replay, type Routes } from './replay.ts';

/** The recorded token of a registrar that ends in so many milliseconds. */
const tokenFor = (ms: number): string =>
  ['{"alg":"RS256"}', JSON.stringify({ ...recorded.claims, exp: (Date.now() + ms) / 1000 }), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const DAY_MS = 86_400_000;

const routes = (given: string, more: Routes = {}): Routes => ({
  'POST /auth/authenticate': { status: 200, body: { nonce: 'nonce', status: 'active' } },
  'POST /auth/verifyCode': { status: 200, body: { token: given } },
  'POST /auth/verifyToken': { status: 200, body: { valid: true } },
  ...more,
});

const logins = ({ asked }: Replay): number =>
  asked.filter(({ path }) => path === '/auth/authenticate').length;

test('the processes of a run share one login, in a file that only its owner reads', async ({}, testInfo) => {
  const file = join(testInfo.outputPath('sessions'), 'production');
  const token = tokenFor(DAY_MS);
  await using server = await replay(routes(token));
  // Each object stands for a process: nothing but the file is shared.
  for (let process = 0; process < 3; process++) {
    const secrets: string[] = [];
    const session = await sessionOn(
      environmentAt(server.url, { tokens: tokenFile(file), onSecret: (one) => secrets.push(one) }),
    );
    expect([session.token(), session.version]).toEqual([token, '2.0.0']);
    expect(secrets).toContain(token);
  }
  expect(logins(server)).toBe(1);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(testInfo.outputPath('sessions')).mode & 0o777).toBe(0o700);
});

test('a process that asks twice at once logs in once', async () => {
  await using server = await replay(routes(tokenFor(DAY_MS)));
  const environment = environmentAt(server.url);
  await Promise.all([sessionOn(environment), sessionOn(environment)]);
  await sessionOn(environment);
  expect(logins(server)).toBe(1);
});

test('a login that failed is not remembered', async () => {
  let refused = true;
  await using server = await replay({
    ...routes(tokenFor(DAY_MS)),
    'POST /auth/authenticate': () =>
      refused ? { status: 401, body: {} } : { status: 200, body: { nonce: 'nonce' } },
  });
  const environment = environmentAt(server.url);
  await expect(sessionOn(environment)).rejects.toMatchObject({ reason: 'refused' });
  refused = false;
  await sessionOn(environment);
});

for (const [what, kept, more] of [
  ['was ended', tokenFor(DAY_MS), { 'POST /auth/verifyToken': { status: 200, body: { valid: false } } }],
  ['ran out', tokenFor(-1000), {}],
  ['was cut', 'ey', {}],
] as const satisfies readonly (readonly [string, string, Routes])[]) {
  test(`a kept token that ${what} is replaced by a login`, async ({}, testInfo) => {
    const file = testInfo.outputPath('token');
    writeFileSync(file, kept);
    await using server = await replay(routes(TOKEN, more));
    const session = await sessionOn(environmentAt(server.url, { tokens: tokenFile(file) }));
    expect([logins(server), session.token(), tokenFile(file).read()]).toEqual([1, TOKEN, TOKEN]);
  });
}

test('a kept token that is about to run out is exchanged, without a login', async ({}, testInfo) => {
  const file = testInfo.outputPath('token');
  const fresh = tokenFor(DAY_MS);
  writeFileSync(file, tokenFor(60_000));
  await using server = await replay({
    ...routes(TOKEN),
    'POST /auth/refreshToken': { status: 200, body: { token: fresh } },
  });
  const session = await sessionOn(environmentAt(server.url, { tokens: tokenFile(file) }));
  expect([logins(server), session.token(), tokenFile(file).read()]).toEqual([0, fresh, fresh]);
});

test('being asked too often says nothing against a token', async ({}, testInfo) => {
  const file = testInfo.outputPath('token');
  const kept = tokenFor(DAY_MS);
  writeFileSync(file, kept);
  await using server = await replay(
    routes(TOKEN, { 'POST /auth/verifyToken': recorded.authenticateRateLimit }),
  );
  const session = await sessionOn(environmentAt(server.url, { tokens: tokenFile(file) }));
  expect([logins(server), session.token()]).toEqual([0, kept]);
});

test('a new session logs in although a token is kept, and is taken up afterwards', async ({}, testInfo) => {
  const file = testInfo.outputPath('token');
  writeFileSync(file, tokenFor(DAY_MS));
  await using server = await replay(routes(TOKEN));
  const environment = environmentAt(server.url, { tokens: tokenFile(file) });
  await sessionOn(environment);
  await newSessionOn(environment);
  expect([logins(server), tokenFile(file).read()]).toEqual([1, TOKEN]);
});
