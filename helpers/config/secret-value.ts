import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { learnSecret } from '../redact/secrets.ts';
import { KEYS } from './keys.ts';
import type { Problem } from './problem-table.ts';

/** Gives a secret by value or, from `<KEY>_FILE`, out of a file (one trailing newline is not part of it); null: not set. */
export function secretValue(
  key: string,
  values: Record<string, unknown>,
  problems: Problem[],
): string | null {
  const value = values[key];
  if (typeof value === 'string') return learnSecret(value);
  const file = values[`${key}_FILE`];
  if (typeof file !== 'string') return null;
  try {
    return learnSecret(readFileSync(expandHome(file), 'utf8').replace(/\r?\n$/, ''));
  } catch (error) {
    problems.push({
      key: `${key}_FILE`,
      wrong: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
    });
    return '';
  }
}

/** Teaches the redactor every secret that stands in the environment itself. */
export function learnConfiguredSecrets(env: Record<string, string | undefined>): void {
  for (const { key, secret } of KEYS) if (secret === true) learnSecret(env[key] ?? '');
}

/** `~/x` as the shell would expand it. */
export const expandHome = (path: string): string => path.replace(/^~(?=\/)/, homedir());
