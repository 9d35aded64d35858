/** What came of asking something that can fail without being a defect of the harness. */

/**
 * Why there is no value: `missing` (asked and told that it is not there), `refused` (not allowed or rejected),
 * `unreachable` (no answer), `unexpected` (an answer nobody foresaw), `not-asked` (an earlier step made it pointless).
 */
export type Trouble = 'missing' | 'refused' | 'unreachable' | 'unexpected' | 'not-asked';

export type Outcome<T> = { ok: true; value: T } | { ok: false; trouble: Trouble; why: string };

export const got = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const none = (trouble: Trouble, why: string): Outcome<never> => ({ ok: false, trouble, why });

/** An error that knows which kind of trouble it stands for. */
export class TroubleError extends Error {
  constructor(
    readonly trouble: Trouble,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'TroubleError';
  }
}

/** Runs `ask`; an error becomes an outcome, so that one unanswered question does not hide the others. */
export async function outcomeOf<T>(ask: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return got(await ask());
  } catch (error) {
    const trouble = error instanceof TroubleError ? error.trouble : 'unexpected';
    return none(trouble, error instanceof Error ? error.message : String(error));
  }
}
