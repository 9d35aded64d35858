import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { rawText } from '../base/raw-text.ts';
import { usesSecretFile } from './secret-files.ts';
import { learnSecret } from '../redact/secrets.ts';
import { KEYS } from './keys.ts';
import type { Problem } from '../facts/problem.ts';

/** A password manager may ask its owner to unlock it. */
const COMMAND_TIMEOUT_MS = 120_000;

/**
 * Gives a secret by value, out of the file `<KEY>_FILE`, or as `<KEY>_COMMAND` prints it (one trailing newline is not part of
 * it); null: not set.
 */
export function secretValue(
  key: string,
  values: Record<string, unknown>,
  problems: Problem[],
): string | null {
  const value = values[key];
  if (typeof value === 'string') return learnSecret(value, key);
  const file = values[`${key}_FILE`];
  if (typeof file === 'string') return read(`${key}_FILE`, problems, () => fromFile(file));
  const command = values[`${key}_COMMAND`];
  if (typeof command === 'string') return read(`${key}_COMMAND`, problems, () => fromCommand(command));
  return null;
}

function read(key: string, problems: Problem[], get: () => string): string {
  try {
    const secret = learnSecret(get().replace(/\r?\n$/, ''), key);
    if (secret === '') problems.push({ key, wrong: 'gives nothing' });
    return secret;
  } catch (error) {
    const { code, status } = error as NodeJS.ErrnoException & { status?: number };
    const why = typeof status === 'number' ? `exit code ${status}` : (code ?? 'error');
    problems.push({ key, wrong: key.endsWith('_FILE') ? `cannot be read (${why})` : `failed (${why})` });
    return '';
  }
}

/** Every byte of it counts: openssl takes a passphrase as it is. */
function fromFile(file: string): string {
  usesSecretFile(expandHome(file));
  return rawText(readFileSync(expandHome(file)));
}

const fromCommand = (command: string): string =>
  // What it writes to standard error goes to the terminal: it may be a question.
  execFileSync('/bin/sh', ['-c', command], {
    encoding: 'utf8',
    timeout: COMMAND_TIMEOUT_MS,
    stdio: ['inherit', 'pipe', 'inherit'],
  });

/** Teaches the redactor every secret that stands in the environment itself. */
export function learnConfiguredSecrets(env: Record<string, string | undefined>): void {
  for (const { key, secret } of KEYS) {
    const value = env[key] ?? '';
    // A word of ours, not a code.
    if (secret === true && value !== 'prompt') learnSecret(value, key);
  }
}

/** `~/x` as the shell would expand it. */
export const expandHome = (path: string): string => path.replace(/^~(?=\/)/, homedir());
