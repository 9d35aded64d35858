import type { Night } from '../schedule/night.ts';
import type { JournalLine } from './journal.ts';
import type { VerdictStatus } from '../base/exit-code.ts';

/** How far a run has come. */
export type RunState =
  | { at: 'planned' }
  | { at: 'registered' }
  /** For the night that must carry its record. */
  | { at: 'waiting'; night: Night }
  | { at: 'verifying'; night: Night | null }
  | { at: 'closed'; verdict: VerdictStatus };

const ORDER = ['planned', 'registered', 'waiting', 'verifying', 'closed'] as const;

/** Reads the state from the record. It only ever goes forward: a step that is told twice changes nothing. */
export function stateOf(record: readonly JournalLine[]): RunState {
  let state: RunState = { at: 'planned' };
  for (const line of record) {
    const next = ORDER.find((name) => name === line.event);
    if (next === undefined || ORDER.indexOf(next) <= ORDER.indexOf(state.at)) continue;
    switch (next) {
      case 'planned':
      case 'registered':
        state = { at: next };
        break;
      case 'waiting':
        state = { at: next, night: line['night'] as Night };
        break;
      case 'verifying':
        state = { at: next, night: state.at === 'waiting' ? state.night : null };
        break;
      case 'closed':
        state = { at: next, verdict: line['verdict'] as VerdictStatus };
        break;
    }
  }
  return state;
}
