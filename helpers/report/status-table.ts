import { VERDICT_WORD } from '../report/headline.ts';
import type { RunRow } from './run-row.ts';

const HEAD = ['run', 'verdict', 'night', 'local time', 'profile', 'record', ''];

/** The runs as a person reads them, in the given order. */
export function statusTable(runs: readonly RunRow[]): string {
  if (runs.length === 0) return 'There are no runs yet.';
  const rows = runs.map(({ id, verdict, state, night, localTime, profile, trackingId, waitsFor }) => [
    id,
    verdict === null ? state : VERDICT_WORD[verdict],
    ...[night ?? '-', localTime, profile, trackingId ?? '-', waitsFor],
  ]);
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
