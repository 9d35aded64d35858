import { ok, err } from '../../../../helpers/base/outcome.ts';
import {
  emptySearch,
  entry,
  job,
  noArchive,
  noRows,
  recordGone,
  TONIGHT,
  wiped,
  wipedWithUsers,
} from '../spoil.ts';
import type { Whole } from '../spoil.ts';
import type { Fault } from './fault.ts';

/** A night without an archive, for the reason that the backup's log tells. */
const night = (
  id: string,
  cause: string,
  what: string,
  exitCode: number | null,
  log: string[],
  more = wiped,
): Fault => ({
  id,
  cause,
  what,
  spoil: (facts) => {
    noArchive(facts);
    job(facts, 'backup', { exitCode, successLine: false, log });
    more(facts);
  },
});

export const backupFaults: readonly Fault[] = [
  {
    id: 'F01',
    cause: 'BACKUP_NOT_INSTALLED',
    what: 'no backup job in the crontab',
    spoil: (facts: Whole) => {
      noArchive(facts);
      wiped(facts);
      facts.cycle.jobs.backup = err('missing', "root's crontab on production has no backup job");
      if (facts.cycle.schedules.ok)
        facts.cycle.schedules.value = facts.cycle.schedules.value.filter((one) => one.job !== 'backup');
      facts.retention.value.jobs.production = ok([]);
    },
  },
  night('F02', 'BACKUP_DATABASE_DUMP_FAILED', 'pg_dump fails', 1, [
    'pg_dump: error: connection to server failed',
  ]),
  night('F03', 'BACKUP_MONGO_DUMP_FAILED', 'mongodump writes nothing', 1, [
    'Failed to backup MongoDB',
    "cp: cannot stat '/data/backups/mongo/user-mgnt-2026-11-23.gz': No such file or directory",
  ]),
  night('F06', 'BACKUP_MONGO_DUMP_FAILED', 'a comma in the name of a database', 1, [
    "cp: cannot stat '/data/backups/mongo/events-2026-11-23.gz': No such file or directory",
  ]),
  night('F07', 'BACKUP_UPLOAD_SKIPPED', 'the upload is skipped', 0, [
    'Backing up PostgreSQL database events',
  ]),
  night('F08', 'BACKUP_HANGS_IN_SNAPSHOT', 'waits for a snapshot for ever', null, [
    'Trying again in 5 seconds',
    'Trying again in 5 seconds',
  ]),
  night('F09', 'BACKUP_UPLOAD_REFUSED', 'the key was taken away', 0, [
    'backup@backup: Permission denied (publickey).',
    'rsync error: unexplained error (code 255) at io.c(232)',
  ]),
  night('F11', 'BACKUP_HOST_OUT_OF_REACH', 'a firewall drops the upload', null, [
    'Backing up the object store',
  ]),
  night('F12', 'BACKUP_DISK_FULL_ON_PRODUCTION', 'no room for the backup', 1, [
    'tar: write error: No space left on device',
  ]),
  {
    ...night(
      'F13',
      'BACKUP_HOST_DISK_FULL',
      'no room on the backup host',
      0,
      [
        'rsync: write failed on "/home/backup/backups": No space left on device (28)',
        'rsync error: error in file IO (code 11)',
      ],
      (facts) => {
        wiped(facts);
        facts.retention.value.listing.entries.push(entry(TONIGHT));
        facts.retention.value.listing.disk.freeBytes = 0;
      },
    ),
  },
  night('F14', 'PASSPHRASE_BROKEN_BY_SHELL', 'a space in the passphrase', 1, ['enc: Use -help for summary.']),
  night('F25', 'BACKUP_TOOLS_OUT_OF_REACH', 'an image cannot be pulled', 125, [
    "Unable to find image 'postgres:17' locally",
  ]),
  night('F26', 'DATA_NOT_MOUNTED', 'the data disk is not mounted', 1, [
    'bash: /data/secrets/opencrvs.secrets: No such file or directory',
  ]),
  {
    id: 'F43',
    cause: 'ARCHIVE_VANISHED',
    what: 'the archive vanished, staging is wiped (2.0)',
    spoil: (facts) => {
      noArchive(facts);
      wiped(facts);
    },
  },
  {
    id: 'F43',
    cause: 'ARCHIVE_VANISHED',
    what: 'the archive vanished, staging is wiped with its users (1.9)',
    spoil: (facts) => {
      noArchive(facts);
      wipedWithUsers(facts);
    },
  },
  {
    id: 'F43',
    cause: 'RESTORE_WITHOUT_ARCHIVE',
    what: 'the download failed in words that nobody knows, the restore wiped staging all the same',
    spoil: (facts) => {
      job(facts, 'download', { exitCode: 9, successLine: false, log: ['something else'] });
      wiped(facts);
    },
  },
  {
    id: 'F28',
    cause: 'ARCHIVE_WITHOUT_DUMP',
    what: 'the dump failed, the job went on (2.x)',
    spoil: (facts) => {
      const { archive, staging } = facts;
      archive.value.members.listed = archive.value.members.listed.filter(
        ({ name }) => !name.startsWith('postgres'),
      );
      archive.value.dumps = [];
      archive.value.references = null;
      noRows(staging);
      recordGone(staging);
      emptySearch(staging);
    },
  },
];
