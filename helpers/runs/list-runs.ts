import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from './journal.ts';
import { openRun, type Run } from './run.ts';
import { stateOf, type RunState } from './state.ts';

export interface KnownRun {
  run: Run;
  state: RunState;
}

/** Every run below a folder, oldest first. A folder without a header was never a run: it died while it was made. */
export function listRuns(runsDir: string): KnownRun[] {
  if (!existsSync(runsDir)) return [];
  return readdirSync(runsDir)
    .sort()
    .map((name) => join(runsDir, name))
    .filter((dir) => existsSync(join(dir, 'run.json')) && existsSync(join(dir, 'facts', 'policy.json')))
    .map((dir) => ({ run: openRun(dir), state: stateOf(readJournal(dir)) }));
}

export const openRuns = (runsDir: string): KnownRun[] =>
  listRuns(runsDir).filter(({ state }) => state.at !== 'closed');
