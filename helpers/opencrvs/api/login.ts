import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'undici';
import { z } from 'zod';
import { FailureError } from '../../base/outcome.ts';
import { at } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { AnswerError, ask, unwanted } from './ask.ts';
import { jsonIn, textOf } from './body.ts';
import { sessionOf, versionIn } from './session.ts';
import type { Session } from './session.ts';
import { shaped } from './shape.ts';

/** The gateway counts logins of a user for a minute, and anew with each one: only silence helps. */
const QUIET_MS = 61_000;

/**
 * Logs in with name, password and second factor. Rejects with a FailureError: `refused` for a wrong password or code and for a
 * user that is deactivated or was never activated; `unreachable` for no answer or too many logins; else `unexpected`. Only
 * after too many logins is it tried again, once, when `quietMs` have passed.
 */
export async function login(environment: Environment, quietMs = QUIET_MS): Promise<Session> {
  try {
    return await logInOnce(environment);
  } catch (error) {
    if (!(error instanceof AnswerError && error.status === TOO_MANY)) throw error;
    await pause(quietMs);
    return logInOnce(environment);
  }
}

/** What the gateway answers when it counts too many logins. */
const TOO_MANY = 402;

async function logInOnce(environment: Environment): Promise<Session> {
  const { username, password } = environment;
  const first = await post(environment, 'authenticate', { username, password });
  const { nonce, status } = first.body;
  if (status === 'pending')
    throw new FailureError(
      'refused',
      `${environment.name}: the user was never activated; log in once by hand`,
    );
  if (nonce === undefined) throw unwanted(environment, 'authenticate', 200, 'no nonce in the answer');
  environment.onSecret?.(nonce);
  const code = await environment.secondFactor();
  environment.onSecret?.(code);
  const second = await post(environment, 'verifyCode', { nonce, code });
  if (second.body.token === undefined)
    throw unwanted(environment, 'verifyCode', 200, 'no token in the answer');
  return sessionOf(environment, second.body.token, second.version);
}

const GIVEN = z.object({
  nonce: z.string().max(1000).optional(),
  status: z.string().optional(),
  token: z.string().optional(),
});

interface Given {
  body: z.infer<typeof GIVEN>;
  version: string | null;
}

async function post(
  environment: Environment,
  step: 'authenticate' | 'verifyCode',
  body: Record<string, string>,
): Promise<Given> {
  const url = at(environment.gatewayUrl, `auth/${step}`);
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await ask(environment, { what: step, url, init });
  // The gateway calls the body an octet-stream, so its type says nothing.
  const text = await textOf(environment, step, response);
  if (response.status !== 200) throw refusal(environment, step, response);
  return {
    body: shaped(environment, step, GIVEN, jsonIn(environment, step, text)),
    version: versionIn(response),
  };
}

function refusal(environment: Environment, step: 'authenticate' | 'verifyCode', response: Response) {
  const { name } = environment;
  const { status } = response;
  if (status === TOO_MANY)
    return new AnswerError('unreachable', `${name}: too many logins within a minute; wait a minute`, status);
  if (status === 401 && step === 'authenticate')
    return new AnswerError('refused', `${name}: the user name or the password is wrong`, status);
  if (status === 401)
    return new AnswerError('refused', `${name}: the second factor was not accepted`, status);
  if (status === 403) return new AnswerError('refused', `${name}: the user is deactivated`, status);
  return unwanted(environment, step, status);
}
