import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { EXIT } from '../base/exit-code.ts';
import { UserError } from '../base/user-error.ts';
import { KEYS } from './keys.ts';

/** The text of a `.env` with these settings, in the order of the schema, each under what it means. */
export function envText(settings: Readonly<Record<string, string>>): string {
  const lines = KEYS.flatMap(({ key, doc }) => {
    const value = settings[key];
    return value === undefined ? [] : [`# ${doc}`, `${key}=${quoted(value)}`, ''];
  });
  return [
    '# Written by “npm run init”. Keep it to yourself; .env.example has all settings.',
    '',
    ...lines,
  ].join('\n');
}

/** As dotenv reads it back: quotes that the value does not hold itself. */
function quoted(value: string): string {
  if (/^[\w@%+:,./~-]*$/.test(value)) return value;
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark));
  if (quote === undefined || value.includes('\n'))
    throw new UserError(
      'A value with all three kinds of quotes cannot stand in .env: use a _FILE key.',
      EXIT.usage,
    );
  // Inside double quotes dotenv reads \n as a new line; the other two are taken as they are.
  return quote === '"' && value.includes('\\') ? `\`${value}\`` : `${quote}${value}${quote}`;
}

/**
 * Writes the file for its owner alone.
 *
 * @throws UserError when it is there already: it may hold what nobody remembers
 */
export function writeEnv(file: string, settings: Readonly<Record<string, string>>): void {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST' ? 'is there already: move it away first' : `cannot be written (${code ?? 'error'})`;
    throw new UserError(`${file} ${why}.`, EXIT.usage, { cause: error });
  }
  try {
    writeSync(descriptor, envText(settings));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
