import { setTimeout as pause } from 'node:timers/promises';
import { FailureError } from '../base/outcome.ts';
import { AnswerError } from './api/ask.ts';

/** How often a write is sent again that left no trace. */
const LOST_AT_MOST = 3;
/** Steps that any record takes from a draft to its end, twice over. */
const STEPS_AT_MOST = 12;
/** How often a question is repeated that got no answer, and the milliseconds in between. */
const ASKED_AT_MOST = 3;
const BETWEEN_MS = 1_000;

/** A step that has waited long enough for somebody else; to repeat it at once would only wait again. */
export class NotYet extends FailureError {
  constructor(message: string) {
    super('unreachable', message);
    this.name = 'NotYet';
  }
}

export interface Reconciler<T> {
  /** Asks how things stand; it must be safe to ask it any number of times. */
  recall: () => Promise<T>;
  /** What is to be done next; null: it is done. */
  nextStep: (state: T) => (() => Promise<T>) | null;
  /** Two states with the same mark are the same as far as writes go. */
  mark: (state: T) => unknown;
}

/**
 * Takes a record step by step to where nothing is left to do. A write may have happened although its reply was lost, and be
 * refused when it is sent again: after either the record itself is asked how it stands, and is taken on from there. A conflict
 * that changed nothing is the answer and is thrown, as is everything else that a step rejects with.
 */
export async function reconcile<T>({ recall, nextStep, mark }: Reconciler<T>): Promise<T> {
  let state = await insistently(recall);
  for (let steps = 0, lost = 0; steps < STEPS_AT_MOST; steps++) {
    const step = nextStep(state);
    if (step === null) return state;
    try {
      state = await step();
    } catch (error) {
      if (!mayHaveHappened(error)) throw error;
      const before = mark(state);
      state = await insistently(recall);
      if (mark(state) !== before) continue;
      if (isConflict(error) || ++lost > LOST_AT_MOST) throw error;
    }
  }
  throw new FailureError('unexpected', `the record did not come to its end in ${STEPS_AT_MOST} steps`);
}

/** No answer, an internal error, or a conflict with what an earlier attempt did. */
const mayHaveHappened = (error: unknown): boolean =>
  isConflict(error) ||
  (error instanceof AnswerError && error.status >= 500) ||
  (error instanceof FailureError && error.reason === 'unreachable' && !(error instanceof NotYet));

const isConflict = (error: unknown): boolean => error instanceof AnswerError && error.status === 409;

async function insistently<T>(ask: () => Promise<T>): Promise<T> {
  for (let asked = 1; ; asked++) {
    try {
      return await ask();
    } catch (error) {
      if (asked >= ASKED_AT_MOST || isConflict(error) || !mayHaveHappened(error)) throw error;
      // Nobody tells when a network is back.
      await pause(BETWEEN_MS);
    }
  }
}
