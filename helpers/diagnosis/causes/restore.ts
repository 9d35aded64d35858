import type { Cause } from '../cause.ts';
import { FILES_GONE, NOT_FETCHED, NOT_FOUND, NOT_RESTORED, ROWS_GONE } from '../explains.ts';
import { all, commandFailed, ended, fails, inLayout, logged, not, notInstalled, passes } from '../sign.ts';
import { staging } from '../staging-signs.ts';
import { notPulled } from './backup.ts';

const archiveGood = all(
  'the archive holds the record and its files',
  passes('ARCHIVE_HAS_REGISTRATION', ''),
  passes('ARCHIVE_HAS_ATTACHMENTS', ''),
);
const kubernetes = inLayout('kubernetes', 'this is a kubernetes deployment');

/** What goes wrong while or because the archive is restored. */
export const restoreCauses: readonly Cause[] = [
  {
    code: 'RESTORE_COMMAND_FAILED',
    stage: 'restore',
    explains: NOT_FETCHED,
    title: 'The command that RESTORE_TRIGGER_COMMAND names failed',
    remedy:
      'Run the command by hand as the same user and read what it says; the checks show its last lines. Correct it, then re-run.',
    needs: [commandFailed('restore', 'RESTORE_TRIGGER_COMMAND')],
    signs: [[8, commandFailed('restore', 'RESTORE_TRIGGER_COMMAND')]],
  },
  {
    code: 'RESTORE_WITHOUT_ARCHIVE',
    stage: 'restore',
    explains: NOT_FETCHED,
    title: 'The restore ran without tonight’s archive: it cleared staging and had nothing to put there',
    remedy: {
      swarm:
        'Find out why there was no archive to restore (missing, late, or not to be decrypted: see the other causes), then run download and restore again. Restore clears first and asks later.',
      kubernetes:
        'Find out why there was no archive to restore (missing, late, or not to be decrypted: see the other causes), then run the restore again. It clears first and asks later.',
    },
    unless: [staging.recordThere, staging.markerAlive],
    signs: [
      [6, staging.markerWithoutFile],
      [5, logged('restore', /backup not found|stat .*\.gz|cannot open/i, 'no backup of the date')],
      [4, ended('download', 'badly')],
      [
        3,
        all(
          'search is empty and the files are gone, but earlier rows are still there',
          staging.searchEmpty,
          staging.oldFilesGone,
          staging.databaseFilled,
        ),
      ],
      [
        3,
        all(
          'production’s users cannot log in, and the rows are of an earlier night',
          staging.loginRefused,
          fails('STAGING_NEWEST_ACTION'),
        ),
      ],
      [2, fails('STAGING_NEWEST_ACTION')],
      [2, fails('ARCHIVE_EXISTS')],
      [2, staging.recordGone],
      [2, staging.searchEmpty],
      [2, staging.searchBroken],
      [2, staging.loginRefused],
      [1, staging.oldFilesGone],
    ],
  },
  {
    code: 'RESTORE_NOT_RUN',
    stage: 'restore',
    explains: ['CYCLE_JOBS_INSTALLED', ...NOT_FETCHED],
    title: 'The restore did not run: it is suspended, or was never installed',
    remedy: {
      swarm:
        'Look for the restore in root’s crontab on staging: it is switched off for upgrades and forgotten. Switch it on and run it once.',
      kubernetes:
        'Check whether the restore CronJob is suspended (kubectl get cronjobs): it is switched off for upgrades and forgotten. Resume it and run it once.',
    },
    unless: [staging.markerGone, staging.markerInIndexAlone, staging.recordThere],
    signs: [
      [
        10,
        all('root’s crontab on staging has no restore job', inLayout('swarm', ''), notInstalled('restore')),
      ],
      [8, staging.markerAlive],
      [2, staging.recordGone],
      [1, staging.searchFilled],
      [1, fails('STAGING_NEWEST_ACTION')],
    ],
    bringsAbout: ['DATABASE_NOT_CLEARED', 'RESTORE_WITHOUT_ARCHIVE', 'DOWNLOAD_NOT_INSTALLED'],
  },
  {
    code: 'YESTERDAY_RESTORED',
    stage: 'restore',
    explains: NOT_RESTORED,
    title: 'The restore took the archive of an earlier date',
    remedy: {
      swarm: 'Look for a label in the restore’s line of root’s crontab on staging and remove it.',
      kubernetes:
        'RESTORE_DATE is yesterday unless it is set: state the age of the data in the recovery plan, or run the restore after the backup with today’s date.',
    },
    needs: [staging.recordGone],
    signs: [
      [4, staging.markerGone],
      [3, staging.searchFilled],
      [3, fails('STAGING_NEWEST_ACTION')],
      [2, archiveGood],
      [2, kubernetes],
      [2, staging.oldFilesThere],
      [2, ended('restore', 'well')],
      [8, logged('restore', /restor\w+ .*\d{4}-\d\d-\d\d/i, 'it names the date that it restored')],
    ],
  },
  {
    code: 'DATABASE_EMPTY_AFTER_RESTORE',
    stage: 'restore',
    explains: NOT_RESTORED,
    title: 'The database was emptied and nothing was restored into it, although the job reports success',
    remedy: {
      swarm:
        'Staging’s passphrase does not open the archive, or the archive has no dump, and the job does not stop for it: read the restore log around PostgreSQL.',
      kubernetes:
        'The key in staging’s restore secret does not open the archive, or the archive has no dump, and the job does not stop for it: compare the keys, look for “bad decrypt” or “not found” in the job’s log.',
    },
    unless: [staging.recordThere],
    signs: [
      [9, staging.databaseEmpty],
      [5, all('no record, yet its files are on staging', staging.recordGone, staging.filesEqual)],
      [3, all('search is empty, yet older files are there', staging.searchEmpty, staging.oldFilesThere)],
      [2, staging.searchEmpty],
      [1, staging.loginRefused],
      [1, kubernetes],
      [1, ended('restore', 'well')],
    ],
  },
  {
    code: 'RESTORE_TOOLS_OUT_OF_REACH',
    stage: 'restore',
    explains: ['CYCLE_RESTORE_JOB', ...NOT_FOUND, ...FILES_GONE],
    title: 'The restore could not fetch an image or a package from the internet',
    remedy:
      'Pull images and packages on staging beforehand, or let it reach the registry at night; then run the restore again.',
    signs: [
      [9, logged('restore', notPulled, 'an image or a package could not be fetched')],
      [1, ended('restore', 'badly')],
      [2, all('the record is there and no search finds it', staging.recordThere, staging.foundNowhere)],
    ],
    bringsAbout: ['RESTORE_STOPPED_AFTER_DATABASE', 'RESTORE_COMMAND_FAILED'],
  },
  {
    code: 'RESTORE_STOPPED_AFTER_DATABASE',
    stage: 'restore',
    explains: ['CYCLE_RESTORE_JOB', ...NOT_FOUND, ...FILES_GONE],
    title:
      'The restore stopped after the database: a warning of pg_restore ends it, and every later store stays empty',
    remedy:
      'Read what pg_restore warned of (a missing role or extension), fix that in the database’s provisioning, and run the restore again.',
    signs: [
      [9, logged('restore', /pg_restore: (warning|error)/, 'pg_restore complained')],
      [
        5,
        all(
          'the record is there, but no search finds it and its files are gone',
          staging.recordThere,
          staging.foundNowhere,
          staging.filesAllMissing,
        ),
      ],
      [2, ended('restore', 'badly')],
      [2, staging.filesAllMissing],
    ],
    bringsAbout: ['RESTORE_COMMAND_FAILED'],
  },
  {
    code: 'ROWS_LOST_IN_RESTORE',
    stage: 'restore',
    explains: ROWS_GONE,
    title: 'Staging’s database holds fewer rows than the dump, or not its newest',
    remedy:
      'Read the restore log around pg_restore for rows or tables that it skipped, then run the restore again.',
    unless: [staging.recordGone, staging.databaseEmpty],
    signs: [
      [5, fails('STAGING_ROWS_AS_IN_ARCHIVE')],
      [4, fails('STAGING_NEWEST_ACTION')],
      [1, staging.recordThere],
    ],
  },
  {
    code: 'DATABASE_NOT_CLEARED',
    stage: 'restore',
    explains: ['STAGING_MARKER_GONE', 'STAGING_FILES_CLEARED', 'STAGING_COUNTS_PLAUSIBLE'],
    title:
      'The restore does not clear the database: rows that were on staging before stay beside the restored ones',
    remedy:
      'Check the step of the restore that drops the database or its schema on staging, and what it says in its log.',
    needs: [staging.recordThere],
    signs: [
      [
        8,
        all(
          'the record is there, and so is what was left before the restore',
          staging.recordThere,
          staging.markerOpens,
        ),
      ],
    ],
  },
  {
    code: 'STALE_FILES_STAY',
    stage: 'restore',
    explains: ['STAGING_FILES_CLEARED'],
    title: 'The restore does not clear the object store: files of earlier nights stay and hide missing ones',
    remedy:
      'Correct the clean-up of staging’s object store (its alias or its --delete), and trust the archive checks: older files on staging prove nothing.',
    signs: [
      [9, fails('STAGING_FILES_CLEARED')],
      [
        3,
        all('missing in the archive, yet on staging', fails('ARCHIVE_HAS_ATTACHMENTS'), staging.filesEqual),
      ],
    ],
  },
  {
    code: 'SCHEMAS_LOST',
    stage: 'restore',
    explains: ['STAGING_SCHEMAS_RESTORED'],
    title: 'Only the application’s schema was restored',
    remedy:
      'Dashboards and what else lies in other schemas are lost after a disaster: restore the dump without choosing a schema, or plan how they are filled again.',
    signs: [[9, fails('STAGING_SCHEMAS_RESTORED')]],
  },
  {
    code: 'RESTORE_REPORTS_WRONGLY',
    stage: 'restore',
    explains: ['CYCLE_RESTORE_JOB'],
    title: 'The restore job reports a failure although everything is on staging',
    remedy: {
      swarm: 'Judge by what staging shows, and read the last lines of the job’s log.',
      kubernetes:
        'Judge by what staging shows: some jobs demand a fixed number of shards. Read the last lines of the job’s log and report it.',
    },
    needs: [staging.recordThere, ended('restore', 'badly')],
    unless: [not(staging.foundEverywhere, ''), fails('STAGING_MARKER_GONE')],
    signs: [
      [
        8,
        all(
          'the record is found and every file is there, byte for byte',
          staging.foundEverywhere,
          staging.filesEqual,
        ),
      ],
    ],
    bringsAbout: ['RESTORE_COMMAND_FAILED'],
  },
];
