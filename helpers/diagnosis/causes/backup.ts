import { NOTHING_ARRIVED } from '../explains.ts';
import type { Cause, Family } from '../cause.ts';
import { all, commandFailed, ended, fails, logged, notInstalled, passes, sign, inLayout } from '../sign.ts';
import { staging } from '../staging-signs.ts';

export const noArchive = fails('ARCHIVE_EXISTS');
export const sent = passes('CYCLE_BACKUP_JOB', 'the backup job says that it sent the archive');

const traces: Cause['signs'] = [
  [3, noArchive],
  [2, fails('RETENTION_NEWEST_PRESENT')],
  [1, staging.recordGone],
  [1, staging.loginRefused],
];

/** A reason why the night has no archive. */
export const noBackup = (
  cause: Omit<Cause, 'stage' | 'explains'> & Partial<Pick<Cause, 'stage' | 'explains'>>,
): Cause => ({
  stage: 'backup',
  explains: NOTHING_ARRIVED,
  family: 'NO_ARCHIVE_TONIGHT',
  unless: [sent],
  ...cause,
  signs: [...cause.signs, ...traces],
});

const READ_LOG = {
  swarm:
    'Read tonight’s lines of /var/log/opencrvs-backup.log and opencrvs-backup.error.log on production: each candidate leaves its own words there. Until this is fixed, suspend the restore on staging: without an archive it wipes staging.',
  kubernetes:
    'Read the logs of tonight’s backup jobs (kubectl logs): each candidate leaves its own words there. Until this is fixed, suspend the restore on staging: without an archive it wipes staging.',
};

export const NO_ARCHIVE_TONIGHT: Family = {
  code: 'NO_ARCHIVE_TONIGHT',
  stage: 'backup',
  explains: NOTHING_ARRIVED,
  establishedBy: noArchive,
  title: 'Tonight’s backup did not reach the backup host',
  remedy: READ_LOG,
};

/** Words of tools that are fetched when a job runs. */
export const notPulled = /unable to find image|pull access denied|temporary error/i;
const noSpaceHere = /^(?!rsync\b).*(no space left|disk full)/i;

/** Why production made no backup of the night. */
export const backupCauses: readonly Cause[] = [
  noBackup({
    code: 'BACKUP_COMMAND_FAILED',
    title: 'The command that BACKUP_TRIGGER_COMMAND names failed',
    remedy:
      'Run the command by hand as the same user and read what it says; the checks show its last lines. Correct it, then re-run.',
    signs: [[10, commandFailed('backup', 'BACKUP_TRIGGER_COMMAND')]],
  }),
  noBackup({
    code: 'BACKUP_NOT_INSTALLED',
    onlyIn: 'swarm',
    explains: ['CYCLE_JOBS_INSTALLED', ...NOTHING_ARRIVED],
    title: 'Production has no backup job',
    remedy:
      'Provision production with backups enabled, a backup host in the inventory and a non-empty passphrase; then check root’s crontab.',
    signs: [[10, notInstalled('backup')]],
  }),
  noBackup({
    code: 'BACKUP_DATABASE_DUMP_FAILED',
    title: 'Dumping PostgreSQL failed, and the backup stopped there',
    remedy:
      'Check the database on production at the hour of the backup: was it up, reachable, its password right? Then run the backup by hand.',
    signs: [
      [
        9,
        all(
          'pg_dump failed and the job stopped',
          logged('backup', /pg_dump: (error|\[)/, ''),
          ended('backup', 'badly'),
        ),
      ],
    ],
  }),
  noBackup({
    code: 'BACKUP_MONGO_DUMP_FAILED',
    onlyIn: 'swarm',
    title: 'A MongoDB dump was not written, and the backup stopped when it was to be copied',
    remedy:
      'Check MongoDB’s replica and the credentials on production. A comma in the missing file’s name points to the backup job of 1.8.0: update to 1.8.1. Delete the unencrypted folder that it left in /tmp.',
    signs: [[9, logged('backup', /cp: cannot stat .*\/mongo\/.*\.gz/, 'a MongoDB dump is missing')]],
  }),
  noBackup({
    code: 'BACKUP_HANGS_IN_SNAPSHOT',
    onlyIn: 'swarm',
    title: 'The backup hangs while it waits for Elasticsearch’s snapshot',
    remedy:
      'Stop the hanging backup, check Elasticsearch’s snapshot repository, and update: newer versions rebuild the index instead of saving it.',
    signs: [
      [9, logged('backup', /trying again in|no such index/i, 'it waits for a snapshot again and again')],
      [1, ended('backup', 'never')],
    ],
  }),
  noBackup({
    code: 'BACKUP_DISK_FULL_ON_PRODUCTION',
    title: 'The disk on which production makes its backup is full',
    remedy: {
      swarm:
        'Remove old /tmp/backup-* folders (they hold citizens’ data in plain text) and make room for three times the size of the data.',
      kubernetes: 'Give the backup job’s volume room for three times the size of the data.',
    },
    signs: [
      [
        9,
        all(
          'no space left, and the job stopped',
          logged('backup', noSpaceHere, ''),
          ended('backup', 'badly'),
        ),
      ],
    ],
  }),
  noBackup({
    code: 'PASSPHRASE_BROKEN_BY_SHELL',
    title: 'The passphrase has characters that the shell or cron interpret',
    remedy:
      'Choose a passphrase of letters and digits only, provision all environments with it, and delete the unencrypted archive that was left in /tmp.',
    signs: [
      [
        9,
        logged(
          'backup',
          /enc: use -help|extra arguments? given|unexpected EOF while looking/i,
          'openssl did not understand its arguments',
        ),
      ],
    ],
  }),
  noBackup({
    code: 'BACKUP_TOOLS_OUT_OF_REACH',
    title: 'The backup could not fetch an image or a package from the internet',
    remedy:
      'Pull images and packages beforehand or let the host reach the registry at night; versions before 1.7 delete them every night.',
    signs: [[9, logged('backup', notPulled, 'an image or a package could not be fetched')]],
  }),
  noBackup({
    code: 'DATA_NOT_MOUNTED',
    title: 'The encrypted data disk of production is not mounted',
    remedy:
      'Unlock and mount /data on production before anything else, restart the services, and find out what was written meanwhile.',
    signs: [[9, logged('backup', /\/data\/\S*: no such file/i, 'nothing below /data')]],
  }),
  noBackup({
    code: 'BACKUP_DID_NOT_RUN',
    onlyIn: 'swarm',
    title: 'The backup did not run in its night: its log has no new line',
    remedy:
      'Check that production was up and cron runs there at the hour of the backup (systemctl status cron, journalctl -u cron).',
    signs: [
      [
        8,
        all(
          'the job stands in the crontab, and its log has no new line',
          inLayout('swarm', ''),
          sign('production', '', ({ job }) => {
            const ran = job('backup');
            return ran === null ? null : ran.byCron === true && ran.log.length === 0;
          }),
        ),
      ],
    ],
  }),
];
