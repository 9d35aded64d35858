import { EXIT, type ExitCode } from '../base/exit-code.ts';

const WORST_FIRST: readonly ExitCode[] = [
  EXIT.failed,
  EXIT.usage,
  EXIT.unreachable,
  EXIT.notProven,
  EXIT.passed,
];

/** The exit code that stands for several: a failure weighs most, then what kept anything from being found out. */
export const worstExit = (codes: readonly ExitCode[]): ExitCode =>
  WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.passed;
