import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DrillHistory, PastDrill } from '../facts/drill.ts';

/** Where the drills of a folder of reports are remembered. */
export const drillLedgerIn = (stateDir: string): string => `${stateDir}/drills.jsonl`;

export function noteDrill(path: string, drill: PastDrill): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(drill)}\n`, { mode: 0o600 });
}

/** The drills that were carried through. A line that a crash cut never happened. */
export function drillHistory(path: string, now = new Date()): DrillHistory {
  const drills = (existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as PastDrill];
    } catch {
      return [];
    }
  });
  return {
    lookedAt: now.toISOString(),
    lastPassed: drills.findLast(({ verdict }) => verdict === 'passed') ?? null,
    last: drills.at(-1) ?? null,
  };
}
