import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { rawText } from '../../base/raw-text.ts';
import { formsOf } from '../../archive/container/passphrase-forms.ts';
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
  for (const { bytes } of formsOf(passphrase)) {
    learnSecret(bytes.toString('utf8'));
  }
  return learnSecret(passphrase);
}

/** As it is: openssl takes the bytes of the first line. */
function fromFile(file: string): string {
  try {
    return rawText(readFileSync(file)).replace(/\n$/, '');
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
