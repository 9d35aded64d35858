import type { Cause } from '../cause.ts';
import { FILES_GONE, NOT_FOUND, NOT_RESTORED } from '../explains.ts';
import { all, fails, inLayout, logged, passes } from '../sign.ts';
import { staging } from '../staging-signs.ts';

const archiveGood = all(
  'the archive holds the record and its files',
  passes('ARCHIVE_HAS_REGISTRATION', ''),
  passes('ARCHIVE_HAS_ATTACHMENTS', ''),
);
const rowsOfArchive = all(
  'staging’s database has the archive’s rows',
  passes('STAGING_ROWS_AS_IN_ARCHIVE', ''),
  passes('STAGING_NEWEST_ACTION', ''),
);
const allFound = passes('STAGING_FOUND_BY_TRACKING_ID', 'the API finds the record');

/** What is wrong on staging after a restore that came to its end. */
export const stagingCauses: readonly Cause[] = [
  {
    code: 'STAGING_DOWN',
    stage: 'staging',
    explains: NOT_RESTORED,
    title: 'Staging does not answer at all',
    remedy: {
      swarm: 'Check that its services run and its database came up (docker service ls), then look again.',
      kubernetes:
        'Check whether its database came up: a restore of another type than the backup (differential against dump) clears it and then fails. Set both types alike and restore again.',
    },
    needs: [staging.loginSilent],
    signs: [
      [8, staging.loginSilent],
      [3, inLayout('kubernetes', 'this is a kubernetes deployment')],
    ],
  },
  {
    code: 'LOGIN_LOST',
    stage: 'staging',
    explains: ['STAGING_LOGIN'],
    title: 'Production’s user cannot log in on staging after the restore',
    remedy:
      'A password changed on production after the backup works on staging only from tomorrow: try the old one. Else compare the services’ database passwords with the restored ones: they must be set again after a restore.',
    signs: [
      [4, staging.loginRefused],
      [6, staging.loginBroken],
      [
        3,
        all('the login fails while the rows are those of the archive', fails('STAGING_LOGIN'), rowsOfArchive),
      ],
      [4, logged('restore', /password authentication failed/, 'a service could not log in to its database')],
    ],
  },
  {
    code: 'INDEX_NOT_REBUILT',
    stage: 'staging',
    explains: ['CYCLE_RESTORE_JOB', ...NOT_FOUND, 'STAGING_FIELDS_SHOWN_EQUAL', 'STAGING_MARKER_GONE'],
    title: 'The data were restored, but the search index was not rebuilt',
    remedy: {
      swarm:
        'Look for the reindexing step at the end of the restore log (it may need the internet, time out, or run before the restore has ended); run it again, then search again.',
      kubernetes:
        'Read the log of the reindexing job that follows the restore (it may time out, or run before the restore has ended); run it again, then search again.',
    },
    needs: [staging.recordThere],
    unless: [staging.filesAllMissing, staging.foundEverywhere],
    signs: [
      [8, all('the API gives the record and no search finds it', staging.recordThere, staging.foundNowhere)],
      [8, all('the API gives the record and every search fails', staging.recordThere, staging.searchBroken)],
      [8, staging.markerInIndexAlone],
      [2, staging.filesEqual],
      [2, staging.searchEmpty],
      [2, logged('restore', /reindex.*(failed|HTTP [45])|failed to reindex/i, 'reindexing failed')],
    ],
    bringsAbout: ['RESTORE_COMMAND_FAILED', 'INDEX_INCOMPLETE'],
  },
  {
    code: 'INDEX_INCOMPLETE',
    stage: 'staging',
    explains: NOT_FOUND,
    title: 'The search index knows the record, but not in every way',
    remedy:
      'Reindex staging and search again. If one search still fails, compare the versions and the country configuration of both environments.',
    needs: [staging.recordThere],
    unless: [staging.foundNowhere],
    signs: [
      [5, fails('STAGING_FOUND_BY_TRACKING_ID')],
      [5, fails('STAGING_FOUND_BY_REGISTRATION_NUMBER')],
      [5, fails('STAGING_FOUND_BY_NAME')],
      [3, fails('STAGING_FOUND_IN_CLIENT')],
      [2, fails('STAGING_COUNTS_PLAUSIBLE')],
    ],
  },
  {
    code: 'CLIENT_SHOWS_OTHERWISE',
    stage: 'staging',
    explains: [
      'STAGING_FOUND_IN_CLIENT',
      'STAGING_RECORD_OPENS',
      'STAGING_FIELDS_SHOWN_EQUAL',
      'STAGING_ATTACHMENTS_RENDERED',
    ],
    title: 'Staging has the data, but its client does not show them as production’s does',
    remedy:
      'Compare the versions and the country configuration of both environments, and the addresses in staging’s client configuration.',
    needs: [staging.recordThere],
    unless: [staging.foundNowhere, staging.filesAllMissing, staging.filesSomeMissing, staging.filesRefused],
    signs: [
      [5, all('the API finds the record, the client does not', allFound, fails('STAGING_FOUND_IN_CLIENT'))],
      [5, all('the API finds the record, its page does not open', allFound, fails('STAGING_RECORD_OPENS'))],
      [5, fails('STAGING_FIELDS_SHOWN_EQUAL')],
      [
        5,
        all(
          'the files are there byte for byte, the page does not show them',
          staging.filesEqual,
          fails('STAGING_ATTACHMENTS_RENDERED'),
        ),
      ],
    ],
  },
  {
    code: 'RECORD_CHANGED_ON_STAGING',
    stage: 'staging',
    explains: ['STAGING_FIELDS_STORED_EQUAL', 'STAGING_FIELDS_SHOWN_EQUAL'],
    title: 'The record on staging is not as production stored it',
    remedy:
      'Find out who changed it on staging, or which migration did. If the archive differs as well, it was changed on production before the backup.',
    needs: [staging.recordThere],
    signs: [[6, fails('STAGING_FIELDS_STORED_EQUAL')]],
    bringsAbout: ['CLIENT_SHOWS_OTHERWISE'],
  },
  {
    code: 'FILES_NOT_RESTORED',
    stage: 'staging',
    explains: FILES_GONE,
    title: 'The object store was not restored, or not restarted afterwards',
    remedy: {
      swarm:
        'Read the end of the restore log: the object store comes after the databases. Restart it after the restore, and check that bucket and credentials are those of the application.',
      kubernetes:
        'Read the log of the object store’s restore job, and check that bucket and credentials are those of the application.',
    },
    unless: [staging.foundNowhere],
    signs: [
      [6, all('the record is there, and not one of its files', staging.recordThere, staging.filesAllMissing)],
      [3, staging.oldFilesGone],
      [1, archiveGood],
      [1, staging.filesAllMissing],
    ],
  },
  {
    code: 'FILES_RESTORED_IN_PART',
    stage: 'staging',
    explains: FILES_GONE,
    title: 'The archive has every file, staging does not: restoring the object store broke off',
    remedy:
      'Read the end of the restore’s log and check the free space of staging’s object store, then run the restore again.',
    unless: [staging.filesAllMissing, staging.recordGone],
    signs: [
      [
        9,
        all(
          'some of the record’s files are missing on staging, the archive has them all',
          staging.filesSomeMissing,
          archiveGood,
        ),
      ],
      [5, fails('STAGING_SAMPLE_EQUAL')],
      [2, staging.recordThere],
    ],
  },
  {
    code: 'FILES_CHANGED_ON_STAGING',
    stage: 'staging',
    explains: FILES_GONE,
    title: 'Files on staging have other bytes than in the archive: something there rewrites them',
    remedy:
      'Look for a proxy or a migration that recompresses images on staging. The archive is right; staging’s pictures are not what the register holds.',
    needs: [staging.filesOther],
    signs: [
      [9, all('the archive has them unchanged', passes('ARCHIVE_ATTACHMENTS_EQUAL', ''))],
      [4, all('they are all shown', staging.filesOther, passes('STAGING_ATTACHMENTS_RENDERED', ''))],
    ],
  },
  {
    code: 'SIGNED_ADDRESSES_REFUSED',
    stage: 'staging',
    explains: FILES_GONE,
    title: 'The object store of staging refuses the addresses that staging signs for it',
    remedy:
      'Compare the clocks of staging’s hosts and the host name in the signed address with the object store’s own (MINIO_HOST, MINIO_URL).',
    needs: [staging.filesRefused],
    signs: [[8, staging.filesRefused]],
  },
  {
    code: 'FILES_FROM_PRODUCTION',
    stage: 'staging',
    explains: ['STAGING_OWN_HOSTS_ONLY'],
    title: 'Staging sends its users to another object store for files',
    remedy:
      'Set the object store’s address in staging’s configuration (MINIO_URL, MINIO_HOST) to staging’s own and deploy again.',
    signs: [[9, fails('STAGING_OWN_HOSTS_ONLY')]],
  },
  {
    code: 'PLAIN_DATA_LEFT_BEHIND',
    stage: 'staging',
    explains: ['STAGING_NOTHING_LEFT_BEHIND'],
    title: 'A job that stopped half way left the unpacked register in /tmp',
    remedy: {
      swarm:
        'Delete it, and find in the restore log which step stopped: the clean-up at its end never ran. Whoever could log in to staging could read it.',
      kubernetes:
        'Delete it, and find out which job stopped there. Whoever could log in to the host could read it.',
    },
    signs: [[8, fails('STAGING_NOTHING_LEFT_BEHIND')]],
  },
];
