import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GlobalFile, Shown } from '../allure/results.ts';

/** Pictures of the same page on both sides, and the check that they belong to. */
const PAGES = [
  { code: 'STAGING_FIELDS_SHOWN_EQUAL', name: 'record' },
  { code: 'STAGING_ATTACHMENTS_RENDERED', name: 'record-with-files' },
] as const;

const SINGLE = [
  {
    code: 'STAGING_FOUND_IN_CLIENT',
    file: 'staging-search-by-tracking-id.png',
    name: 'the search on staging',
  },
] as const;

/** A picture of production beside the one of staging. */
export interface Pair {
  code: string;
  name: string;
  production: Buffer;
  staging: Buffer;
}

/** What a run kept as evidence, sorted for its report. */
export interface Evidence {
  pairs: Pair[];
  shown: Shown[];
  nights: string | null;
}

export function evidenceIn(runDir: string | null): Evidence {
  const read = (name: string): Buffer | null => {
    const file = join(runDir ?? '', 'evidence', name);
    return runDir !== null && existsSync(file) ? readFileSync(file) : null;
  };
  const pairs = PAGES.flatMap(({ code, name }) => {
    const [production, staging] = [read(`registration-${name}.png`), read(`staging-${name}.png`)];
    return production === null || staging === null ? [] : [{ code, name, production, staging }];
  });
  const shown = SINGLE.flatMap(({ code, file, name }) => {
    const content = read(file);
    return content === null ? [] : [{ code, name, type: 'image/png', extension: '.png', content }];
  });
  return { pairs, shown, nights: read('nights.svg')?.toString('utf8') ?? null };
}

/** The nights as a file of the whole report. */
export const nightsFile = (svg: string): GlobalFile => ({
  name: 'nights.svg',
  type: 'image/svg+xml',
  extension: '.svg',
  content: svg,
});
