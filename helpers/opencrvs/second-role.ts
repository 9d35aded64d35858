import { FailureError } from '../base/outcome.ts';
import { AnswerError } from './api/ask.ts';

/** As OpenCRVS 2.0.0 refuses what somebody else has to prepare: a validation, say. */
const CONDITIONS = /Conditions for action: (\w+) were not met/;

/**
 * What to configure where a country wants a second role to act between declaring and registering; any other error as it is.
 */
export function withSecondRole(error: unknown, role: string): unknown {
  if (!(error instanceof AnswerError) || error.status !== 409) return error;
  const [, action] = CONDITIONS.exec(error.message) ?? [];
  if (action === undefined) return error;
  return new FailureError(
    'refused',
    `another role must act before ${action}: what ${role} declares does not count as validated here. ` +
      'Set PRODUCTION_USERNAME to a user whose declarations do, such as a local registrar, or RECORD=declared',
    { cause: error },
  );
}
