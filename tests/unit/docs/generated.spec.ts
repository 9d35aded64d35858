import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { contentOf, GENERATED } from '../../../docs/generate.ts';

for (const file of Object.keys(GENERATED))
  test(`${file} is what the code gives (npm run docs writes it)`, async () => {
    expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')).toBe(await contentOf(file));
  });
