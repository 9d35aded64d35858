import { build } from 'esbuild';
import { join } from 'node:path';

let bundled: Promise<string> | null = null;

/** The verifier as one file of JavaScript for Node 18 or later, with nothing to install beside it. */
export function verifierBundle(): Promise<string> {
  bundled ??= build({
    entryPoints: [join(import.meta.dirname, 'verifier.ts')],
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    logLevel: 'silent',
  }).then(({ outputFiles }) => outputFiles[0]!.text);
  return bundled;
}
