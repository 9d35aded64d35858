import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { configurationPage } from '../helpers/config/configuration-page.ts';
import { envExample } from '../helpers/config/env-example.ts';
import { faultNames } from '../lab/faults/list-faults.ts';
import { keptResults } from '../lab/matrix/kept-results.ts';
import { matrixPage } from '../lab/matrix/page.ts';
import { architecturePage } from './pages/architecture-page.ts';
import { checksPage } from './pages/checks-page.ts';
import { faultsPage } from './pages/faults-page.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Every file that is made from code, by its path in the project. A test holds them to it; `npm run docs` writes them. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  '.env.example': envExample,
  'docs/configuration.md': configurationPage,
  'docs/architecture.md': architecturePage,
  'docs/checks.md': checksPage,
  'docs/faults.md': faultsPage,
  'docs/detection-matrix.md': () => matrixPage(keptResults(), faultNames()),
};

/** The content that a generated file must have, formatted as the project formats it. */
export async function contentOf(file: string): Promise<string> {
  const make = GENERATED[file];
  if (make === undefined) throw new Error(`${file} is not generated`);
  if (!file.endsWith('.md') || file === 'docs/configuration.md') return make();
  return format(make(), { ...(await resolveConfig(ROOT + file)), parser: 'markdown' });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const file of Object.keys(GENERATED)) writeFileSync(ROOT + file, await contentOf(file));
