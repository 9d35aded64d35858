import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { learnSecret } from '../../redact/secrets.ts';
import { UserError } from '../../base/user-error.ts';

/**
 * The passphrase from a file, the environment or a prompt without echo; never from an argument, which every user of the
 * machine could read. The redactor learns it before it is used.
 */
export async function passphraseFrom(
  file: string | null,
  env: Record<string, string | undefined>,
): Promise<string> {
  const passphrase = file !== null ? fromFile(file) : (env['BACKUP_PASSPHRASE'] ?? (await asked()));
  if (passphrase === '') throw new UserError('The passphrase is empty.');
  return learnSecret(passphrase);
}

/** The first line; a passphrase has no line breaks, an editor adds one. */
function fromFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0]!;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`${file} cannot be read (${code}).`, undefined, { cause: error });
  }
}

async function asked(): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UserError('No passphrase: say --passphrase-file, or set BACKUP_PASSPHRASE.');
  }
  process.stderr.write('Passphrase of the archive: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  const answer = await prompt.question('');
  prompt.close();
  process.stderr.write('\n');
  return answer;
}
