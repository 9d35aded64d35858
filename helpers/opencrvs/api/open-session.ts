import { z } from 'zod';
import { at } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { ask } from './ask.ts';
import { jsonIn, textOf } from './body.ts';
import { login } from './login.ts';
import { sessionOf, versionIn } from './session.ts';
import type { Session } from './session.ts';
import { shaped } from './shape.ts';

/** A token with less than this many milliseconds left is exchanged; OpenCRVS's own client does the same. */
const LEFT_MS = 10 * 60_000;

const open = new WeakMap<Environment, Promise<Session>>();

/**
 * The session of this process, else one with the token that an earlier process kept, else a login: one login per environment
 * and run. Rejects as `login` does.
 */
export async function sessionOn(environment: Environment): Promise<Session> {
  const there = open.get(environment);
  if (there !== undefined) {
    const mine = await there.catch(() => undefined);
    if (mine !== undefined && leftOf(mine) > LEFT_MS) return mine;
  }
  return remembered(environment, takenUp(environment));
}

/** A login of its own, where logging in is itself what has to be proven; later sessions of the run take it up. */
export const newSessionOn = (environment: Environment): Promise<Session> =>
  remembered(environment, loggedIn(environment));

function remembered(environment: Environment, session: Promise<Session>): Promise<Session> {
  open.set(environment, session);
  return session;
}

async function takenUp(environment: Environment): Promise<Session> {
  const kept = environment.tokens?.read() ?? null;
  return (kept === null ? null : await stillGood(environment, kept)) ?? loggedIn(environment);
}

async function loggedIn(environment: Environment): Promise<Session> {
  const session = await login(environment);
  environment.tokens?.keep(session.token());
  return session;
}

/** A session with a kept token, exchanged when it is about to expire; null: it is of no use any more. */
async function stillGood(environment: Environment, token: string): Promise<Session | null> {
  environment.onSecret?.(token);
  const { valid, version } = await verified(environment, token);
  if (!valid) return null;
  const session = readable(environment, token, version);
  if (session === null || leftOf(session) > LEFT_MS) return session;
  const fresh = await exchanged(environment, token);
  if (fresh !== null) environment.tokens?.keep(fresh);
  return fresh === null ? null : sessionOf(environment, fresh, version);
}

/** What was kept may be cut by a crash. */
function readable(environment: Environment, token: string, version: string | null): Session | null {
  try {
    const session = sessionOf(environment, token, version);
    return leftOf(session) > 0 ? session : null;
  } catch {
    return null;
  }
}

const leftOf = ({ user }: Session): number => Date.parse(user.expiresAt) - Date.now();

async function verified(
  environment: Environment,
  token: string,
): Promise<{ valid: boolean; version: string | null }> {
  const { status, body, version } = await post(environment, 'verifyToken', token);
  // Asked too often it says nothing against the token.
  return { valid: status === 402 || (status === 200 && body.valid === true), version };
}

async function exchanged(environment: Environment, token: string): Promise<string | null> {
  const { status, body } = await post(environment, 'refreshToken', token);
  const fresh = status === 200 ? (body.token ?? null) : null;
  if (fresh !== null) environment.onSecret?.(fresh);
  return fresh;
}

const ANSWER = z.object({ valid: z.boolean().optional(), token: z.string().optional() });

async function post(
  environment: Environment,
  step: 'verifyToken' | 'refreshToken',
  token: string,
): Promise<{ status: number; body: z.infer<typeof ANSWER>; version: string | null }> {
  const response = await ask(environment, {
    what: step,
    url: at(environment.gatewayUrl, `auth/${step}`),
    init: {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    },
  });
  const text = await textOf(environment, step, response);
  const body = shaped(environment, step, ANSWER, jsonIn(environment, step, text));
  return { status: response.status, body, version: versionIn(response) };
}
