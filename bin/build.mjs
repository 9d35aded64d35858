// Makes dist/, what an installed package runs: JavaScript file by file, and the reader for other hosts as one file.
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

rmSync(at('dist'), { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '--project', at('tsconfig.build.json')], { stdio: 'inherit' });
copyFileSync(at('allurerc.mjs'), at('dist/allurerc.mjs'));
await build({
  entryPoints: [at('helpers/archive/remote/verifier.ts')],
  outfile: at('dist/helpers/archive/remote/verifier.bundle.mjs'),
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  logLevel: 'error',
});
