import type { JobName } from '../facts/cycle.ts';

/**
 * What OpenCRVS's own scripts write when they got to their end: 1.5-1.9, then 2. The exit code alone does not tell: in 1.x a
 * failed upload leaves it 0. Restore and rotation have no such line.
 */
const SUCCESS: Partial<Record<JobName, RegExp>> = {
  backup: /Copied backup files to remote server|^Backup completed!/,
  download: /^Done\b/,
};

/** Whether the log holds the job's line of success; null for a job that writes none. */
export function hasSuccessLine(job: JobName, log: readonly string[]): boolean | null {
  const line = SUCCESS[job];
  return line === undefined ? null : log.some((text) => line.test(text));
}
