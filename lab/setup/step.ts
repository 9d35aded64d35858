/** What is missing and cannot be had without a person: one line that says what to install. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Says what a step of the set-up does; one line each. */
export type Announce = (line: string) => void;

export const announceOnStderr: Announce = (line) => process.stderr.write(`set-up: ${line}\n`);
