import { safeLines } from './safe-text.ts';

/** What came of asking something that can fail without being a defect of the harness. */

/**
 * Why there is no value: `missing` (asked and told that it is not there), `refused` (not allowed or rejected),
 * `unreachable` (no answer), `unexpected` (an answer nobody foresaw), `not-asked` (an earlier step made it pointless).
 */
export type FailureReason = 'missing' | 'refused' | 'unreachable' | 'unexpected' | 'not-asked';

export type Outcome<T> = { ok: true; value: T } | { ok: false; reason: FailureReason; why: string };

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const err = (reason: FailureReason, why: string): Outcome<never> => ({
  ok: false,
  reason,
  why: safeLines(why),
});

/** An error that knows which kind of failure it stands for. What a host or an application said in it is safe to show. */
export class FailureError extends Error {
  constructor(
    readonly reason: FailureReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(safeLines(message), options);
    this.name = 'FailureError';
  }
}

/** Runs `ask`; an error becomes an outcome, so that one unanswered question does not hide the others. */
export async function outcomeOf<T>(ask: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return ok(await ask());
  } catch (error) {
    const reason = error instanceof FailureError ? error.reason : 'unexpected';
    return err(reason, error instanceof Error ? error.message : String(error));
  }
}
