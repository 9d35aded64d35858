import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createRedactor } from './redactor.ts';
import { strengthOf } from './strength.ts';

/**
 * The one redactor of this process. Several processes take part in a run (the command and Playwright's workers, which are
 * replaced after a failed test): what one learns the others must mask too, so secrets are shared through a file that only
 * this user can read, outside the reports, removed when the run ends.
 */
export const redactor = createRedactor();

/** OpenCRVS's fixed code where two-factor is switched off: known to everybody, and black as a colour. */
const PUBLISHED = '000000';

let loaded = 0;
let shared: string | undefined;
const seen = new Set<string>();

/** Shares what this process learns from now on through a file, and takes over what others learnt. */
export function shareSecrets(file: string): void {
  shared = file;
  refreshSecrets();
}

/** Takes over what other processes learnt since the last call. */
export function refreshSecrets(file = shared): void {
  if (file === undefined || !existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  for (const line of lines.slice(loaded)) {
    const secret = JSON.parse(line) as string;
    seen.add(secret);
    redactor.learn(secret);
  }
  loaded = lines.length;
}

/** Settings whose secrets are too short to be masked anywhere. */
const unmasked = new Set<string>();
export const tooShortToMask = (): string[] => [...unmasked];

/**
 * Masks a secret from now on, in this process and in the others of the run. Call it before anything else is done with it.
 *
 * @param setting that holds it: doctor tells of those that are too short
 */
export function learnSecret(secret: string, setting?: string): string {
  if (setting !== undefined && secret !== '' && secret !== PUBLISHED && strengthOf(secret) === 'never')
    unmasked.add(setting);
  if (secret !== '' && secret !== PUBLISHED && !seen.has(secret)) {
    seen.add(secret);
    redactor.learn(secret);
    if (shared !== undefined) appendFileSync(shared, `${JSON.stringify(secret)}\n`, { mode: 0o600 });
  }
  return secret;
}
