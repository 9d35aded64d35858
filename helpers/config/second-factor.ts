import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TOTP } from 'otpauth';
import { FailureError } from '../base/outcome.ts';
import { learnSecret } from '../redact/secrets.ts';
import { askOnTerminal } from './ask-on-terminal.ts';

/** How a one-time code is come by. */
export type SecondFactor =
  | { from: 'nowhere' }
  | { from: 'code'; code: string }
  | { from: 'totp'; secret: string }
  | { from: 'command'; command: string }
  | { from: 'prompt' };

/** A person or a mailbox may need a while. */
const COMMAND_TIMEOUT_MS = 120_000;

/**
 * The code for a login now.
 *
 * @param where the login it is for, as a person calls it
 * @throws TroubleError `refused` when there is none to be had
 */
export async function oneTimeCode(factor: SecondFactor, where: string, now = Date.now()): Promise<string> {
  switch (factor.from) {
    case 'nowhere':
      throw new FailureError('refused', `${where} asks for a second factor and none is configured.`);
    case 'code':
      return factor.code;
    case 'totp':
      return learnSecret(
        new TOTP({ secret: factor.secret.replaceAll(' ', '') }).generate({ timestamp: now }),
      );
    case 'command':
      return learnSecret(await printedBy(factor.command, where));
    case 'prompt':
      return learnSecret((await askOnTerminal(`Verification code for ${where}: `)).trim());
  }
}

async function printedBy(command: string, where: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], { timeout: COMMAND_TIMEOUT_MS });
    if (stdout.trim() !== '') return stdout.trim();
  } catch {
    // What it wrote may be a secret: only that it failed is said.
  }
  throw new FailureError('refused', `The command for the verification code of ${where} gave no code.`);
}
