import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of a run's record. */
export interface JournalLine {
  /** ISO 8601. */
  at: string;
  event: string;
  [detail: string]: unknown;
}

/** A run's record from its beginning. A line that was cut by a crash never happened. */
export function readJournal(dir: string): JournalLine[] {
  const file = join(dir, 'record.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => parsed(line) ?? []);
}

function parsed(line: string): JournalLine | null {
  try {
    return JSON.parse(line) as JournalLine;
  } catch {
    // Empty, or cut by a crash.
    return null;
  }
}
