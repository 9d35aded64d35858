import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Node's require inside an ESM bundle: libraries written as CommonJS ask for Node's own modules through it. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/**
 * Builds the fake into `outDir`: `registry.mjs` for Node 18 and newer, and the browser assets beside it. Gives a hash of
 * what was built, for naming an image by its content.
 */
export async function bundleRegistry(outDir: string): Promise<string> {
  await mkdir(outDir, { recursive: true });
  const common = { bundle: true, minify: true, logLevel: 'warning', legalComments: 'none' } as const;
  await Promise.all([
    build({
      ...common,
      entryPoints: [here('server/main.ts')],
      outfile: join(outDir, 'registry.mjs'),
      platform: 'node',
      format: 'esm',
      target: 'node18',
      minify: false,
      banner: { js: REQUIRE },
      // Loaded by pg only where it is installed; it never is here.
      external: ['pg-native', 'pg-cloudflare'],
    }),
    build({
      ...common,
      entryPoints: {
        client: here('browser/client.ts'),
        login: here('browser/login.ts'),
        'src-sw': here('browser/service-worker.ts'),
        pdf: here('browser/pdf.ts'),
      },
      outdir: outDir,
      platform: 'browser',
      format: 'esm',
      target: 'chrome120',
      external: ['./pdf.js'],
    }),
    copyFile(
      createRequire(import.meta.url).resolve('pdfjs-dist/build/pdf.worker.min.mjs'),
      join(outDir, 'pdf.worker.mjs'),
    ),
    ...['client', 'login'].map((page) => writeFile(join(outDir, `${page}.html`), html(page))),
  ]);
  return contentHash(outDir);
}

const html = (page: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Farajaland CRS</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<script src="/config.js"></script><script type="module" src="/assets/${page}.js"></script></head>
<body><div id="root"></div></body>
</html>
`;

async function contentHash(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(dir)).sort()) hash.update(name).update(await readFile(join(dir, name)));
  return hash.digest('hex').slice(0, 16);
}
