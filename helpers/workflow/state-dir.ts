import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What earlier versions kept below the reports. */
const MOVED = ['archives.jsonl', 'logins', 'offsite.jsonl', 'drills.jsonl'];

/**
 * What runs know of one another, and the tokens of a run that is open, lie apart from the reports, which may be passed on. Takes over
 * what an earlier version left there.
 */
export function prepareState(stateDir: string, reportsDir: string): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  for (const name of MOVED) {
    const [old, own] = [join(reportsDir, name), join(stateDir, name)];
    if (existsSync(old) && !existsSync(own)) renameSync(old, own);
  }
  rmSync(join(reportsDir, 'sessions'), { recursive: true, force: true });
}
