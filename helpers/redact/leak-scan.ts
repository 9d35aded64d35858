import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Redactor } from './redactor.ts';

/** Read as Latin-1, so that text inside them is found too. */
const BINARY = /\.(png|jpe?g|pdf|webm|zip|woff2?)$/;

/** The files below the folders that hold a known secret in any form, or something that is a secret by its shape. */
export function filesWithSecrets(dirs: readonly string[], redactor: Redactor): string[] {
  return dirs
    .flatMap((dir) => readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => join(dir, name)))
    .filter((file) => statSync(file).isFile())
    .filter((file) => redactor.leaks(readFileSync(file, BINARY.test(file) ? 'latin1' : 'utf8')));
}
