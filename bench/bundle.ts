import { build } from 'esbuild';
import { join } from 'node:path';

/** Bundles a program of this folder for plain Node and gives its path. */
export async function bundled(name: string): Promise<string> {
  // Inside the project, so that the packages it needs are found.
  const outfile = join(import.meta.dirname, '../.cache/bench', `${name}.mjs`);
  const entryPoints = [join(import.meta.dirname, `${name}.ts`)];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}
