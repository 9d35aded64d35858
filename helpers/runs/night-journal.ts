import { readJournal } from './journal.ts';
import type { Run } from './run.ts';

/** Which steps of a triggered night were taken and what came of them: a later process goes on from there. */
export interface NightJournal {
  /** Null: nothing was written for the step. */
  read<T>(step: string): T | null;
  /** On the disk, redacted, when the call returns. */
  write(step: string, value: unknown): void;
}

const EVENT = 'night step';

/** The journal in a run's own record. */
export function nightJournal(run: Pick<Run, 'dir' | 'note'>): NightJournal {
  return {
    read: <T>(step: string) => {
      const line = readJournal(run.dir).findLast(
        ({ event, step: written }) => event === EVENT && written === step,
      );
      return (line?.['value'] as T | undefined) ?? null;
    },
    write: (step, value) => run.note(EVENT, { step, value }),
  };
}

/** The step in which a job is given its name: from then on it may run. */
export const begun = (job: string): string => `${job} begun`;

/** Whether a run has begun to trigger the jobs of its night. */
export const hasTriggered = (run: Pick<Run, 'dir'>): boolean =>
  readJournal(run.dir).some(
    ({ event, step }) => event === EVENT && typeof step === 'string' && step.endsWith(begun('')),
  );
