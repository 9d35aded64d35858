import * as z from 'zod';
import { LAYOUTS } from '../../facts/policy.ts';
import { cronSchedule, secretKeys, text, timeZone, wholeNumber, type Key } from './key.ts';
import { sshKeys } from './ssh-keys.ts';

const section = 'Backup host';
const night = 'The nightly cycle';

/** The settings of the backup host and of what lies there. */
export const backupKeys: readonly Key[] = [
  ...sshKeys('BACKUP', section, 'SSH login on the backup host that may read the archives.'),
  {
    key: 'BACKUP_DIR',
    section,
    schema: z.string().startsWith('/', 'must be an absolute path').default('/home/backup/backups'),
    doc: 'Directory of the dated archives.',
    example: '/home/backup/backups',
  },
  {
    key: 'BACKUP_LAYOUT',
    section,
    schema: z.enum(LAYOUTS).default('swarm'),
    doc: 'swarm (OpenCRVS 1.5-1.9) or kubernetes (2.x).',
    example: 'swarm',
  },
  ...secretKeys(
    'BACKUP_PASSPHRASE',
    section,
    'The passphrase of the archives, from where it is kept safe, not from the server.',
  ),
  {
    key: 'AMOUNT_OF_BACKUPS_TO_KEEP',
    section,
    schema: wholeNumber.min(1, 'must be at least 1').default(7),
    doc: "The retention that should hold, in nights; the host's own job is compared with it.",
    example: '7',
  },
];

/** A command that does a job of the night, where the crontab is not the way. */
const triggerKeys = (job: 'backup' | 'restore', what: string, example: string): Key[] => [
  {
    key: `${job.toUpperCase()}_TRIGGER_COMMAND`,
    section: night,
    schema: text,
    doc: `${what} CYCLE=trigger runs it instead of the crontab's line; it must end when the ${job} has ended, with its exit code.`,
    example,
  },
  {
    key: `${job.toUpperCase()}_TRIGGER_ON`,
    section: night,
    schema: z.enum(['here', 'production', 'staging', 'backup']).default('here'),
    doc: 'Where that command runs: here, on this machine, or over SSH on a host.',
    example: 'here',
  },
];

/** When the night happens, where the crontabs cannot tell: on a cluster, or without SSH. */
export const nightKeys: readonly Key[] = [
  {
    key: 'BACKUP_SCHEDULE',
    section: night,
    schema: cronSchedule,
    doc: "The backup's cron schedule, where no crontab can be read (a cluster, or no SSH).",
    example: '0 1 * * *',
  },
  {
    key: 'RESTORE_SCHEDULE',
    section: night,
    schema: cronSchedule,
    doc: "The restore's cron schedule, likewise.",
    example: '0 3 * * *',
  },
  {
    key: 'SCHEDULE_TIME_ZONE',
    section: night,
    schema: timeZone,
    doc: 'The time zone of these two schedules.',
    example: 'UTC',
  },
  {
    key: 'REGISTRATION_MARGIN_MINUTES',
    section: night,
    schema: wholeNumber.min(1, 'must be at least 1').default(60),
    doc: 'How long before a backup begins a registration must be made for that night to have to carry it, in minutes.',
    example: '60',
  },
  {
    key: 'BACKUP_DEADLINE_MINUTES',
    section: night,
    schema: wholeNumber.min(1, 'must be at least 1').default(360),
    doc: 'How long after its start a backup may take until its archive must be there, in minutes.',
    example: '360',
  },
  {
    key: 'RESTORE_DEADLINE_MINUTES',
    section: night,
    schema: wholeNumber.min(1, 'must be at least 1').default(360),
    doc: 'How long after its start a restore may take until staging must show the record, in minutes.',
    example: '360',
  },
  ...triggerKeys(
    'backup',
    'A command that makes tonight’s backup now: kubectl, a workflow of CI.',
    './backup-now.sh',
  ),
  ...triggerKeys(
    'restore',
    'A command that brings the newest backup to staging now, download included.',
    './restore-now.sh',
  ),
];
