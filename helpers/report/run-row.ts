import type { VerdictStatus } from '../base/exit-code.ts';
import type { Profile } from '../facts/policy.ts';
import { shownIn, machineZone } from '../report/result/local-time.ts';
import type { KnownRun } from '../runs/list-runs.ts';
import { readJournal } from '../runs/journal.ts';
import { registrationOf } from '../runs/registration-of.ts';
import type { RunState } from '../runs/state.ts';

/** A run in a list. */
export interface RunRow {
  id: string;
  profile: Profile;
  state: RunState['at'];
  verdict: VerdictStatus | null;
  /** The night that carries its record, `YYYY-MM-DD`. */
  night: string | null;
  trackingId: string | null;
  /** ISO 8601, UTC. */
  startedAt: string;
  finishedAt: string | null;
  /** For a person, in the machine's zone: when it ended, else when it began. */
  localTime: string;
  /** What an open run waits for; empty: it is closed. */
  waitsFor: string;
}

export function runRow({ run, state }: KnownRun): RunRow {
  const { cycle } = run.facts();
  const journal = readJournal(run.dir);
  const finishedAt = journal.find(({ event }) => event === 'closed')?.at ?? null;
  const planned = journal.find(({ event }) => event === 'waiting')?.['night'] as { date: string } | undefined;
  const zone = machineZone();
  return {
    ...{ id: run.id, profile: run.facts().policy.profile, state: state.at },
    verdict: state.at === 'closed' ? state.verdict : null,
    night: cycle?.expectedDate.ok === true ? cycle.expectedDate.value : (planned?.date ?? null),
    trackingId: registrationOf(run)?.trackingId ?? null,
    ...{ startedAt: run.startedAt, finishedAt },
    localTime: shownIn(zone, finishedAt ?? run.startedAt),
    waitsFor: waitsFor(state, zone),
  };
}

function waitsFor(state: RunState, zone: string): string {
  switch (state.at) {
    case 'planned':
      return 'its test record: re-run “npm run accept” or “npm run register” to resume';
    case 'registered':
      return 'a night: re-run “npm run accept” or “npm run verify” to resume';
    case 'waiting': {
      const { date, backupAt, restoreAt, restoreDueBy } = state.night;
      const at = (iso: string) => shownIn(zone, iso);
      return `the night of ${date}: backup ${at(backupAt)}, restore ${at(restoreAt)}, due by ${at(restoreDueBy)}`;
    }
    case 'verifying':
      return 'its verification: re-run “npm run accept” or “npm run verify” to resume';
    case 'closed':
      return '';
  }
}
