import { EXIT, type ExitCode } from './exit-code.ts';

/** An error whose message is written for a person and says what to do; shown without a stack. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.usage,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UserError';
  }
}
