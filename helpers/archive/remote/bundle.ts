import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

let bundled: Promise<string> | null = null;

/** Made by the build; a checkout bundles its sources instead. */
const BUILT = join(import.meta.dirname, 'verifier.bundle.mjs');

/** The verifier as one file of JavaScript for Node 18 or later, with nothing to install beside it. */
export function verifierBundle(): Promise<string> {
  bundled ??= existsSync(BUILT) ? readFile(BUILT, 'utf8') : bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'verifier.ts')],
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
