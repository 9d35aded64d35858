import { inflateSync } from 'node:zlib';
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
    .filter((file) => textsIn(file).some((text) => redactor.leaks(text)));
}

/** The text of a file, and of the compressed parts of a PDF or a picture: what a viewer shows must not hide from the scan. */
function textsIn(file: string): string[] {
  const bytes = readFileSync(file);
  if (!BINARY.test(file)) return [bytes.toString('utf8')];
  return [bytes.toString('latin1'), ...compressedParts(file, bytes)];
}

function compressedParts(file: string, bytes: Buffer): string[] {
  const starts = file.endsWith('.pdf')
    ? indexesOf(bytes, 'stream\n', 7).concat(indexesOf(bytes, 'stream\r\n', 8))
    : [...indexesOf(bytes, 'zTXt', 4), ...indexesOf(bytes, 'iTXt', 4)].flatMap((at) =>
        afterHeader(bytes, at),
      );
  return starts.flatMap((at) => {
    try {
      return [inflateSync(bytes.subarray(at), { maxOutputLength: 16 * 2 ** 20 }).toString('latin1')];
    } catch {
      // Not compressed so: then its bytes were looked at as they are.
      return [];
    }
  });
}

/** Where a text chunk's data may begin: behind its keyword, a zero and up to two bytes that say how. */
const afterHeader = (bytes: Buffer, at: number): number[] => {
  const zero = bytes.indexOf(0, at);
  return zero === -1 ? [] : [2, 5].map((skip) => zero + skip);
};

function indexesOf(bytes: Buffer, mark: string, skip: number): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) found.push(at + skip);
  return found;
}
