import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long each phase of a run took, from the run's record: `registration 5.1 s, nightly-cycle 8.0 s`. */
export function phaseTimes(runDir: string): string {
  return readFileSync(join(runDir, 'record.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"phase ended"'))
    .map((line) => JSON.parse(line) as { phase: string; durationMs: number })
    .map(({ phase, durationMs }) => `${phase} ${(durationMs / 1000).toFixed(1)} s`)
    .join(', ');
}
