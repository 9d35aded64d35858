import type { Response } from 'undici';
import type { Environment } from '../environment.ts';
import { generationOf } from '../generation.ts';
import type { Generation } from '../generation.ts';
import { claimsOf } from './token.ts';
import type { Claims } from './token.ts';

/** A login that lasts for the run. The token is behind a function, so that no session is ever printed or stored with it. */
export interface Session {
  environment: Environment;
  user: Claims;
  /** As the gateway states it; null when a proxy in between drops the header. */
  version: string | null;
  generation: Generation;
  token: () => string;
}

/** The version of OpenCRVS that an answer of the gateway states; null for none, or for what can be no version. */
export function versionIn({ headers }: Pick<Response, 'headers'>): string | null {
  const said = headers.get('x-version') ?? '';
  return /^[\w.+-]{1,60}$/.test(said) ? said : null;
}

/**
 * Makes a session of a token that was just given or kept from earlier.
 *
 * @throws FailureError `unexpected` when it is no token of OpenCRVS
 */
export function sessionOf(environment: Environment, token: string, version: string | null): Session {
  environment.onSecret?.(token);
  return {
    environment,
    user: claimsOf(token, environment.name),
    version,
    generation: generationOf(version),
    token: () => token,
  };
}

export const bearer = (session: Session): Record<string, string> => ({
  authorization: `Bearer ${session.token()}`,
});
