import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Manifest } from '../facts/offsite.ts';

/**
 * One line of the ledger of off-site copies: `copied` with the manifest, `seen` when the copy was found on its disk with its
 * sizes, `read` when it was read whole again. So a disk in a safe still counts.
 */
export type LedgerLine = { at: string; dir: string; date: string } & (
  { event: 'copied'; manifest: Manifest } | { event: 'seen' | 'read' }
);

/** Where the off-site copies of a folder of reports are remembered. */
export const offsiteLedgerIn = (stateDir: string): string => `${stateDir}/offsite.jsonl`;

/** A line that a crash cut never happened. */
export function readOffsiteLedger(path: string): LedgerLine[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as LedgerLine];
      } catch {
        return [];
      }
    });
}

export function appendOffsiteLedger(path: string, lines: readonly LedgerLine[]): void {
  if (lines.length === 0) return;
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
}
