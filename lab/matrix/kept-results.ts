import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { merged, type FaultResult } from './results.ts';

/** The last result of each fault; the page is made of it. */
const FILE = fileURLToPath(new URL('../../docs/detection-matrix.json', import.meta.url));

export const keptResults = (): FaultResult[] =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as FaultResult[]) : [];

/** Keeps new results in the place of older ones. */
export const keepResults = (results: readonly FaultResult[]): void =>
  writeFileSync(FILE, `${JSON.stringify(merged(keptResults(), results), null, 2)}\n`);
