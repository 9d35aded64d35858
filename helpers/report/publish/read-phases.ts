import type { JournalLine } from '../../runs/journal.ts';
import type { PhaseOfResult } from '../result/result.ts';

/** When each phase of a run began and how long it took, from the run's journal; of one that was run twice, the last time. */
export function phasesIn(journal: readonly JournalLine[]): PhaseOfResult[] {
  const phases = new Map<string, PhaseOfResult>();
  for (const { event, at, phase, durationMs } of journal) {
    if (event !== 'phase ended' || typeof phase !== 'string' || typeof durationMs !== 'number') continue;
    phases.delete(phase);
    phases.set(phase, {
      phase,
      startedAt: new Date(Date.parse(at) - durationMs).toISOString(),
      durationMs,
    });
  }
  return [...phases.values()];
}
