import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of a run's record. */
export interface RecordLine {
  /** ISO 8601. */
  at: string;
  event: string;
  [detail: string]: unknown;
}

/** A run's record from its beginning. A last line that was cut by a crash never happened. */
export function readRecord(dir: string): RecordLine[] {
  const file = join(dir, 'record.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // What stands behind the last newline was not written to its end.
  return lines.slice(0, -1).flatMap((line) => parsed(line) ?? []);
}

function parsed(line: string): RecordLine | null {
  try {
    return JSON.parse(line) as RecordLine;
  } catch {
    // The rest of a cut line, in front of what the next process wrote.
    return null;
  }
}
