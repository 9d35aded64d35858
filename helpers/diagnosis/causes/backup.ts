import { RESTORE_SYMPTOMS } from '../cause.ts';
import type { Cause, Family } from '../cause.ts';
import { all, ended, fails, logged, notInstalled, notLogged, passes } from '../sign.ts';
import { staging } from '../staging-signs.ts';

const noArchive = fails('ARCHIVE_EXISTS');
const notPulled = /unable to find image|pull access denied|temporary error/i;
const TOOLS_REMEDY =
  'Give the host its images and packages beforehand or let it reach the registry at night; versions before 1.7 delete them every night.';
const noSpace = /no space left|disk full/i;
const sent = passes('CYCLE_BACKUP_JOB', 'the backup job says that it sent the archive');

/** What a night without an archive looks like, whatever kept it. */
const nothingArrived = {
  family: 'NO_ARCHIVE_TONIGHT',
  bringsAbout: RESTORE_SYMPTOMS,
} as const;
const traces: Cause['signs'] = [
  [3, noArchive],
  [2, fails('RETENTION_NEWEST_PRESENT')],
  [1, staging.recordGone],
  [1, staging.loginRefused],
];

export const NO_ARCHIVE_TONIGHT: Family = {
  establishedBy: noArchive,
  bringsAbout: RESTORE_SYMPTOMS,
  code: 'NO_ARCHIVE_TONIGHT',
  title: 'Tonight’s backup did not reach the backup host',
  remedy:
    'Read /var/log/opencrvs-backup.log and opencrvs-backup.error.log on production for tonight: each candidate below leaves its own words there. Until it is mended, suspend the restore on staging: without an archive it wipes staging.',
};

/** Why the backup of the night is not on the backup host. */
export const backupCauses: readonly Cause[] = [
  {
    code: 'BACKUP_NOT_INSTALLED',
    title: 'Production has no backup job',
    remedy:
      'Provision production with backups enabled, a backup host in the inventory and a passphrase that is not empty; then look at root’s crontab.',
    unless: [sent],
    signs: [[10, notInstalled('backup')], ...traces],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_DATABASE_DUMP_FAILED',
    title: 'Dumping PostgreSQL failed, and the backup stopped there',
    remedy:
      'Look at the database on production at the hour of the backup: was it up, reachable, its password right? Then run the backup by hand.',
    unless: [sent],
    signs: [
      [
        9,
        all(
          'pg_dump failed and the job stopped',
          logged('backup', /pg_dump: (error|\[)/, ''),
          ended('backup', 'badly'),
        ),
      ],
      ...traces,
    ],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_MONGO_DUMP_FAILED',
    title: 'A MongoDB dump was not written, and the backup stopped when it was to be copied',
    remedy:
      'Look at MongoDB’s replica and the credentials on production. If the missing file’s name has a comma in it, the backup job is that of 1.8.0: update to 1.8.1. Delete the unencrypted folder that it left in /tmp.',
    unless: [sent],
    signs: [[9, logged('backup', /cp: cannot stat .*\.gz/, 'a dump to be copied is missing')], ...traces],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_UPLOAD_REFUSED',
    title: 'The backup host refused the upload, and the backup job reports success all the same',
    remedy:
      'Put production’s public key back into authorized_keys of the backup user (provision the backup host again), check that this user is not expired, then run the backup by hand.',
    unless: [sent],
    signs: [
      [
        9,
        logged(
          'backup',
          /permission denied|rsync.*code (12|255)|connection closed by/i,
          'the upload was refused',
        ),
      ],
      ...traces,
    ],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_UPLOAD_SKIPPED',
    title: 'The backup was made but never sent',
    remedy:
      'The backup job of 1.4 skips the upload by a fault of its own: update, and provision production again.',
    unless: [sent],
    signs: [
      [
        8,
        all(
          'the job ended well, with no word of an upload or an error',
          ended('backup', 'well'),
          notLogged('backup', /rsync|permission denied|error|no space/i, 'no word of an upload'),
        ),
      ],
      ...traces,
    ],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_HANGS_IN_SNAPSHOT',
    title: 'The backup hangs while it waits for Elasticsearch’s snapshot',
    remedy:
      'End the hung backup, look at Elasticsearch’s snapshot repository, and update: newer versions rebuild the index instead of saving it.',
    unless: [sent],
    signs: [
      [9, logged('backup', /trying again in|no such index/i, 'it waits for a snapshot again and again')],
      [1, ended('backup', 'never')],
      ...traces,
    ],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_HOST_OUT_OF_REACH',
    title: 'Production cannot reach the backup host, and the upload hangs',
    remedy:
      'From production open an SSH connection to the backup host by hand; check firewall and route. End the hung upload.',
    unless: [sent],
    signs: [
      [
        9,
        logged(
          'backup',
          /timed out|no route to host|network is unreachable/i,
          'the backup host is out of reach',
        ),
      ],
      [
        8,
        all(
          'the job hangs after everything was dumped',
          ended('backup', 'never'),
          notLogged('backup', /trying again in/i, ''),
        ),
      ],
      ...traces,
    ],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_DISK_FULL_ON_PRODUCTION',
    title: 'The disk on which production makes its backup is full',
    remedy:
      'Remove old /tmp/backup-* folders (they hold citizens’ data in plain text) and make room for three times the size of the data.',
    unless: [sent],
    signs: [
      [9, all('no space left, and the job stopped', logged('backup', noSpace, ''), ended('backup', 'badly'))],
      ...traces,
    ],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_HOST_DISK_FULL',
    title: 'The disk of the backup host is full',
    remedy:
      'Make room on the backup host: look for directories that rotation does not touch, and whether the retention fits the disk. Then run the backup by hand.',
    unless: [sent],
    signs: [
      [9, all('no space left, and the job went on', logged('backup', noSpace, ''), ended('backup', 'well'))],
      [9, fails('RETENTION_DISK_SPACE')],
      ...traces,
    ],
    ...nothingArrived,
  },
  {
    code: 'PASSPHRASE_BROKEN_BY_SHELL',
    title: 'The passphrase has characters that the shell or cron understand otherwise',
    remedy:
      'Choose a passphrase of letters and digits only, provision all environments with it, and delete the unencrypted archive that was left in /tmp.',
    unless: [sent],
    signs: [
      [
        9,
        logged(
          'backup',
          /enc: use -help|extra arguments? given|unexpected EOF while looking/i,
          'openssl did not understand its arguments',
        ),
      ],
      ...traces,
    ],
    ...nothingArrived,
  },
  {
    code: 'BACKUP_TOOLS_OUT_OF_REACH',
    title: 'A tool that the backup fetches from the internet could not be fetched',
    remedy: TOOLS_REMEDY,
    unless: [sent],
    signs: [[9, logged('backup', notPulled, 'an image or a package could not be fetched')], ...traces],
    ...nothingArrived,
  },
  {
    code: 'DATA_NOT_MOUNTED',
    title: 'The encrypted data disk of production is not mounted',
    remedy:
      'Unlock and mount /data on production before anything else, restart the services, and find out what was written meanwhile.',
    unless: [sent],
    signs: [[9, logged('backup', /\/data\/\S*: no such file/i, 'nothing below /data')], ...traces],
    ...nothingArrived,
  },
];
