import { TOTP } from 'otpauth';

/**
 * What to answer a keyboard-interactive round: nothing to no prompts (OpenCRVS's hosts do that for users without an
 * authenticator), a code to one. Null: it asks for something that is not configured.
 */
export function answersToPrompts(
  prompts: readonly string[],
  totpSecret: string | null,
  now = Date.now(),
): string[] | null {
  if (prompts.length === 0) return [];
  if (totpSecret === null) return null;
  const code = new TOTP({ secret: totpSecret.replaceAll(' ', '') }).generate({ timestamp: now });
  return prompts.map(() => code);
}
