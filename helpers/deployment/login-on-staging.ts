import { sessionOn } from '../opencrvs/api/open-session.ts';
import type { Session } from '../opencrvs/api/session.ts';
import { FailureError } from '../base/outcome.ts';
import type { Environments } from './environments.ts';

/**
 * A session on staging with a user who exists there now: production's after a restore, before the first one a user of its own.
 *
 * @throws TroubleError of the last attempt
 */
export async function loginOnStaging({ staging, stagingBeforeRestore }: Environments): Promise<Session> {
  if (stagingBeforeRestore.username === staging.username) return sessionOn(stagingBeforeRestore);
  try {
    return await sessionOn(stagingBeforeRestore);
  } catch (error) {
    if (error instanceof FailureError && error.reason === 'refused') return sessionOn(staging);
    throw error;
  }
}
