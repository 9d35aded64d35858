import { expect, test } from '@playwright/test';
import { conversation, type Conversation } from './conversation.ts';
import { differences } from './differences.ts';
import { recordedAnswers } from './recorded-answers.ts';

const recorded = recordedAnswers('auth');
const answer = (name: string) => recorded[name]!;

/** These recordings follow from one another; each of the others stands alone. */
const IN_TURN = [
  'auth-authenticate-ok',
  'auth-verifyCode-wrong',
  'auth-verifyCode-ok',
  'auth-verifyCode-reused',
  'auth-verifyToken-ok',
  'auth-refreshToken',
  'auth-invalidateToken',
  'auth-invalidated-token-used',
  'auth-verifyToken-invalidated',
  'auth-rate-limit-402',
  'events-garbage-token',
];

let talk: Conversation;

test.beforeAll(async () => {
  talk = await conversation();
});

test.afterAll(() => talk.end());

for (const name of Object.keys(recorded).filter((candidate) => !IN_TURN.includes(candidate))) {
  test(name, async () => {
    expect((await talk.repeat(answer(name))).differences).toEqual([]);
  });
}

test('a login takes password, code and nonce, each nonce once', async () => {
  for (const name of ['auth-authenticate-ok', 'auth-verifyCode-wrong']) {
    expect((await talk.repeat(answer(name))).differences).toEqual([]);
  }
  const verified = await talk.repeat({ ...answer('auth-verifyCode-ok'), answer: { token: '<token>' } });
  expect(verified.differences).toEqual([]);
  const { token } = JSON.parse(verified.bytes.toString()) as { token: string };
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, number>);
  const { header: recordedHeader, claims: recordedClaims } = (
    answer('auth-verifyCode-ok').answer as { token: Record<string, Record<string, unknown>> }
  ).token;
  expect(claims!.exp! - claims!.iat!).toBe(604_800);
  expect(differences(recordedHeader, header, talk.placeholders)).toEqual([]);
  const times = { iat: claims!.iat, exp: claims!.exp };
  expect(differences({ ...recordedClaims, ...times }, claims, talk.placeholders)).toEqual([]);
  expect((await talk.repeat(answer('auth-verifyCode-reused'))).differences).toEqual([]);
});

test('a token can be verified, refreshed, and is refused once it is invalidated', async () => {
  talk.placeholders.set('<token>', await talk.tokenOf('g.phiri'));
  const steps = IN_TURN.slice(IN_TURN.indexOf('auth-verifyToken-ok'), IN_TURN.indexOf('auth-rate-limit-402'));
  for (const name of steps) expect((await talk.repeat(answer(name))).differences, name).toEqual([]);
});

test('the eleventh login of a user within a minute is refused', async () => {
  const again = answer('auth-rate-limit-402');
  for (let count = 1; count <= 10; count++) expect((await talk.repeat(again)).status).toBe(401);
  expect((await talk.repeat(again)).differences).toEqual([]);
});

test('a token that is none is told apart from a missing one', async () => {
  const heard = await talk.repeat(answer('events-garbage-token'), { token: 'garbage' });
  expect(heard.differences).toEqual([]);
});
