import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Redactor } from './redactor.ts';

/** Read as Latin-1, so that text inside them is found too. */
const BINARY = /\.(png|jpe?g|pdf|webm|zip|woff2?)$/;
/** The report's own program: it may speak of the shape of a key, but cannot know a secret of ours. */
const PROGRAM = /\.(js|css)$/;

/** The files below a folder that hold a known secret in any form, or something that is a secret by its shape. */
export function filesWithSecrets(dir: string, redactor: Redactor): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((file) => statSync(file).isFile())
    .filter((file) => {
      const text = readFileSync(file, BINARY.test(file) ? 'latin1' : 'utf8');
      return PROGRAM.test(file) ? redactor.leaksKnown(text) : redactor.leaks(text);
    });
}
