import type { Cause } from '../cause.ts';
import { all, ended, fails, logged, notInstalled, passes, sign } from '../sign.ts';
import { staging } from '../staging-signs.ts';

const archiveGood = all(
  'the archive holds the record and its files',
  passes('ARCHIVE_HAS_REGISTRATION', ''),
  passes('ARCHIVE_HAS_ATTACHMENTS', ''),
);
const kubernetes = sign(
  'client',
  'this is a kubernetes deployment',
  ({ facts }) => facts.policy.layout === 'kubernetes',
);

/** What goes wrong while or because the archive is restored. */
export const restoreCauses: readonly Cause[] = [
  {
    code: 'RESTORE_WITHOUT_ARCHIVE',
    title: 'The restore ran without tonight’s archive: it cleared staging and had nothing to put there',
    remedy:
      'Find out why there was no archive to restore (missing, late, or not to be decrypted: see the other causes), then run download and restore again. Restore on its own clears first and asks later.',
    unless: [staging.recordThere],
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
      [2, staging.loginRefused],
      [1, staging.oldFilesGone],
    ],
    bringsAbout: ['LOGIN_LOST', 'FILES_NOT_RESTORED'],
  },
  {
    code: 'RESTORE_NOT_RUN',
    title: 'The restore did not run: it is suspended, or was never installed',
    remedy:
      'Look for the restore in root’s crontab on staging (or for SUSPEND of its CronJob): it is switched off for upgrades and forgotten. Switch it on and run it once.',
    unless: [staging.markerGone, staging.recordThere],
    signs: [
      [10, all('nothing in the crontab restores', notInstalled('restore'))],
      [8, staging.markerAlive],
      [2, staging.recordGone],
      [1, staging.searchFilled],
      [1, fails('STAGING_NEWEST_ACTION')],
    ],
    bringsAbout: ['YESTERDAY_RESTORED'],
  },
  {
    code: 'YESTERDAY_RESTORED',
    title: 'The restore took the archive of an earlier date',
    remedy:
      'In kubernetes RESTORE_DATE is yesterday unless it is set: state the age of the data in the plan, or run the restore after the backup with today’s date. In swarm look for a label in the crontab.',
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
    title: 'The database was emptied and nothing was restored into it, although the job reports success',
    remedy:
      'The key in staging’s restore secret does not open the archive, or the archive has no dump, and the job does not stop for it: compare the keys, look for “bad decrypt” or “not found” in the job’s log.',
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
    bringsAbout: ['LOGIN_LOST', 'INDEX_NOT_REBUILT'],
  },
  {
    code: 'RESTORE_STOPPED_AFTER_DATABASE',
    title:
      'The restore stopped after the database: a warning of pg_restore ends it, and every later store stays empty',
    remedy:
      'Read what pg_restore warned of (a missing role or extension), mend that in the database’s provisioning, and run the restore again.',
    signs: [
      [9, logged('restore', /pg_restore: (warning|error)/, 'pg_restore complained')],
      [
        5,
        all(
          'the records are there, but search is empty and the files are gone',
          staging.recordThere,
          staging.foundNowhere,
          staging.filesAllMissing,
        ),
      ],
      [2, ended('restore', 'badly')],
      [2, staging.filesAllMissing],
    ],
    bringsAbout: ['FILES_NOT_RESTORED', 'INDEX_NOT_REBUILT'],
  },
  {
    code: 'FILES_NOT_RESTORED',
    title: 'The object store was not restored, or not restarted afterwards',
    remedy:
      'Read the end of the restore log: the object store comes after the databases. Restart it after the restore, and look whether bucket and credentials are those of the application.',
    unless: [staging.foundNowhere],
    signs: [
      [
        6,
        all(
          'the records are there, and not one of their files',
          staging.recordThere,
          staging.filesAllMissing,
        ),
      ],
      [3, staging.oldFilesGone],
      [1, archiveGood],

      [1, staging.filesAllMissing],
    ],
  },
  {
    code: 'FILES_RESTORED_IN_PART',
    title: 'The archive has every file, staging does not: restoring the object store broke off',
    remedy:
      'Look at the end of the restore log and at the free space of staging’s object store, then run the restore again.',
    needs: [staging.filesSomeMissing],
    signs: [
      [9, archiveGood],
      [2, staging.recordThere],
    ],
  },
  {
    code: 'STALE_FILES_STAY',
    title: 'The restore does not clear the object store: files of earlier nights stay and hide missing ones',
    remedy:
      'Mend the clean-up of staging’s object store (its alias or its --delete), and trust the archive checks: older files on staging prove nothing.',
    signs: [
      [9, fails('STAGING_FILES_CLEARED')],
      [
        3,
        all('missing in the archive, yet on staging', fails('ARCHIVE_HAS_ATTACHMENTS'), staging.filesEqual),
      ],
    ],
    bringsAbout: ['FILES_MISSING_IN_ARCHIVE'],
  },
  {
    code: 'INDEX_NOT_REBUILT',
    title: 'Everything was restored but the search index was not rebuilt',
    remedy:
      'Look for the reindexing step at the end of the restore log (it may need the internet, or time out, or run before the restore has ended); run it again, then search again.',
    needs: [staging.recordThere],
    unless: [staging.filesAllMissing],
    signs: [
      [8, all('the API gives the record and no search finds it', staging.recordThere, staging.foundNowhere)],
      [3, staging.filesEqual],
      [2, staging.searchEmpty],
      [2, logged('restore', /reindex.*(failed|HTTP [45])|failed to reindex/i, 'reindexing failed')],
    ],
  },
  {
    code: 'RESTORE_REPORTS_WRONGLY',
    title: 'The restore job reports a failure although everything is on staging',
    remedy:
      'Judge by what staging shows, not by the job: some jobs demand a fixed number of shards. Look at its last lines and report it.',
    needs: [staging.recordThere, ended('restore', 'badly')],
    unless: [staging.foundNowhere],
    signs: [[8, staging.filesEqual]],
  },
  {
    code: 'LOGIN_LOST',
    title: 'Production’s user cannot log in on staging after the restore',
    remedy:
      'A password changed on production after the backup works on staging only from tomorrow: try the old one. Else compare the services’ database passwords with the restored ones: they must be set again after a restore.',
    signs: [
      [4, staging.loginRefused],
      [6, staging.loginBroken],
      [
        3,
        all(
          'while the rows are those of the archive',
          staging.databaseFilled,
          passes('STAGING_NEWEST_ACTION', ''),
        ),
      ],
      [4, logged('restore', /password authentication failed/, 'a service could not log in to its database')],
    ],
  },
  {
    code: 'STAGING_DOWN',
    title: 'Staging does not answer at all',
    remedy:
      'Look whether its database came up: a restore of another type than the backup (differential against dump) clears it and then fails. Set both types alike and restore again.',
    needs: [staging.loginSilent],
    signs: [
      [8, staging.loginSilent],
      [3, kubernetes],
    ],
  },
  {
    code: 'RESTORE_TOOLS_OUT_OF_REACH',
    title: 'A tool that the restore fetches from the internet could not be fetched',
    remedy:
      'Give staging its images and packages beforehand, or let it reach the registry at night; then run the restore again.',
    signs: [
      [
        9,
        logged(
          'restore',
          /unable to find image|pull access denied|temporary error/i,
          'nothing could be fetched',
        ),
      ],
      [2, ended('restore', 'badly')],
      [2, staging.foundNowhere],
    ],
    bringsAbout: ['INDEX_NOT_REBUILT', 'FILES_NOT_RESTORED', 'RESTORE_STOPPED_AFTER_DATABASE'],
  },
  {
    code: 'PLAIN_DATA_LEFT_BEHIND',
    title: 'A job that stopped half way left the unpacked register in /tmp',
    remedy:
      'Delete it, and find in the restore log which step stopped: the clean-up at its end never ran. Whoever could log in to staging could read it.',
    signs: [[8, fails('STAGING_NOTHING_LEFT_BEHIND')]],
  },
  {
    code: 'SCHEMAS_LOST',
    title: 'Only the application’s schema was restored',
    remedy:
      'Dashboards and what else lies in other schemas are lost after a disaster: restore the dump without choosing a schema, or plan how they are filled anew.',
    signs: [[9, fails('STAGING_SCHEMAS_RESTORED')]],
  },
];
