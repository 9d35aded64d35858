import { MOST_BYTES } from './log-lines.ts';
import type { HostName } from '../facts/retention.ts';

/** OpenCRVS's log files, by host (1.5-1.9; the first versions had no file of errors). */
export const LOGS: Record<HostName, readonly string[]> = {
  production: ['/var/log/opencrvs-backup.log', '/var/log/opencrvs-backup.error.log'],
  staging: ['/var/log/opencrvs-restore.log'],
  backup: ['/var/log/opencrvs-rotate-backups.log'],
};

/** The end of a log, as much as a night writes; always these words, so that sudoers can name them exactly. */
export const logTail = (file: string): string[] => ['tail', '-c', String(MOST_BYTES), '--', file];
