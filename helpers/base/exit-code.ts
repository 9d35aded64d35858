/** The exit codes of every command of the project. */
export const EXIT = {
  passed: 0,
  failed: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** Something could not be reached or started. */
  unreachable: 3,
  notProven: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const exitCodeOf = (status: VerdictStatus): ExitCode =>
  ({ passed: EXIT.passed, failed: EXIT.failed, 'not-proven': EXIT.notProven })[status];

export type VerdictStatus = 'passed' | 'failed' | 'not-proven';
