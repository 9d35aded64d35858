import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Redactor } from './redactor.ts';

/**
 * The files below a folder that hold a known secret in any form, or something that is a secret by its shape. Binary files are
 * read as Latin-1, so that text inside them is found too.
 */
export function filesWithSecrets(dir: string, redactor: Redactor): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((file) => statSync(file).isFile())
    .filter((file) =>
      redactor.leaks(readFileSync(file, /\.(png|jpe?g|pdf|webm|zip|woff2?)$/.test(file) ? 'latin1' : 'utf8')),
    );
}
