import type { KnownRun } from '../runs/list-runs.ts';
import type { RunState } from '../runs/state.ts';
import { registrationOf } from '../runs/registration-of.ts';

/** The runs as a person reads them: newest first, what each waits for and when. */
export function statusTable(runs: readonly KnownRun[]): string {
  if (runs.length === 0) return 'There are no runs yet.';
  const rows = runs
    .toReversed()
    .map(({ run, state }) => [
      run.id,
      run.facts().policy.profile,
      state.at,
      registrationOf(run)?.trackingId ?? '-',
      waitsFor(state),
    ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function waitsFor(state: RunState): string {
  switch (state.at) {
    case 'planned':
      return 'its registration; “npm run accept” or “register” goes on';
    case 'registered':
      return 'a night; “npm run accept” or “verify” goes on';
    case 'waiting':
      return `the night of ${state.night.date}: backup ${state.night.backupAt}, restore ${state.night.restoreAt}, due by ${state.night.restoreDueBy}`;
    case 'verifying':
      return 'its verification; “npm run accept” or “verify” goes on';
    case 'closed':
      return state.verdict;
  }
}
