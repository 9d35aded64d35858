import { EXIT, type ExitCode } from './exit-code.ts';
import { FailureError } from './outcome.ts';
import { UserError } from './user-error.ts';

/** How a command ends that an error ended. */
export function exitCodeOfError(error: unknown): ExitCode {
  if (error instanceof UserError) return error.exitCode;
  if (error instanceof FailureError) return error.reason === 'refused' ? EXIT.usage : EXIT.unreachable;
  return EXIT.unreachable;
}
