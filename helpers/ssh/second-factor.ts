import { safeText } from '../base/safe-text.ts';
import { oneTimeCode, type SecondFactor } from '../config/second-factor.ts';
import { FailureError } from '../base/outcome.ts';

/**
 * What to answer a keyboard-interactive round: nothing to no prompts (OpenCRVS's hosts do that for users without an
 * authenticator), the code to one.
 *
 * @throws TroubleError `refused` when the code is asked for and there is none to be had
 */
export async function answersToPrompts(
  prompts: readonly string[],
  factor: SecondFactor,
  host: string,
): Promise<string[]> {
  if (prompts.length === 0) return [];
  if (factor.from === 'nowhere') {
    throw new FailureError(
      'refused',
      `${host} asks “${safeText(prompts.join(' ').trim(), 200)}” as a second factor and none is configured: set ${host.split("'")[0]?.toUpperCase()}_SSH_TOTP_SECRET or …_SSH_CODE.`,
    );
  }
  const code = await oneTimeCode(factor, `SSH on ${host}`);
  return prompts.map(() => code);
}
