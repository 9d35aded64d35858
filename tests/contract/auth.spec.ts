import { expect, test } from '@playwright/test';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import { differences } from './differences.ts';
import { hold } from './facts.ts';
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
  talk = await conversation('reads');
});

test.afterAll(endConversations);

for (const name of Object.keys(recorded).filter((candidate) => !IN_TURN.includes(candidate))) {
  test(name, async () => {
    await talk.hold(name, answer(name));
  });
}

test('a login takes password, code and nonce, each nonce once', async () => {
  await talk.hold('auth-authenticate-ok', answer('auth-authenticate-ok'));
  await talk.hold('auth-verifyCode-wrong', answer('auth-verifyCode-wrong'));
  talk.placeholders.set('<code>', await talk.userOf('k.mweene').secondFactor());
  const name = 'auth-verifyCode-ok';
  const verified = await talk.hold(name, { ...answer(name), answer: { token: '<token>' } });
  const { token } = JSON.parse(verified!.bytes.toString()) as { token: string };
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, number>);
  const { header: recordedHeader, claims: recordedClaims } = (
    answer('auth-verifyCode-ok').answer as { token: Record<string, Record<string, unknown>> }
  ).token;
  expect(claims!.exp! - claims!.iat!).toBe(604_800);
  hold('token header', differences(recordedHeader, header, talk.placeholders));
  const times = { iat: claims!.iat, exp: claims!.exp };
  hold('token claims', differences({ ...recordedClaims, ...times }, claims, talk.placeholders));
  await talk.hold('auth-verifyCode-reused', answer('auth-verifyCode-reused'));
});

test('a token can be verified, refreshed, and is refused once it is invalidated', async () => {
  const kept = await talk.tokenOf('k.mweene');
  const token = await otherThan(kept);
  talk.placeholders.set('<token>', token);
  const steps = IN_TURN.slice(IN_TURN.indexOf('auth-verifyToken-ok'), IN_TURN.indexOf('auth-rate-limit-402'));
  for (const name of steps) await talk.hold(name, answer(name), { token });
  // Whoever logs in next must not be given the invalid one.
  await otherThan(token);
});

/** Tokens of a user from one second are the same: one from another second. */
async function otherThan(token: string): Promise<string> {
  let other = token;
  const isOther = async () => (other = await talk.tokenOf('k.mweene', 'anew')) !== token;
  await expect.poll(isOther).toBe(true);
  return other;
}

test('the eleventh login of a user within a minute is refused', async () => {
  const again = answer('auth-rate-limit-402');
  for (let count = 1; count <= 10; count++) expect((await talk.repeat(again)).status).toBe(401);
  await talk.hold('auth-rate-limit-402', again);
});

test('a token that is none is told apart from a missing one', async () => {
  await talk.hold('events-garbage-token', answer('events-garbage-token'), { token: 'garbage' });
});
