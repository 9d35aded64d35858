import { NOT_FETCHED, NOT_RESTORED, NOTHING_ARRIVED } from '../explains.ts';
import type { Cause } from '../cause.ts';
import { all, fails, logged, not, sign } from '../sign.ts';
import { staging } from '../staging-signs.ts';
import { notFetched } from './fetch.ts';

/** What is wrong with how the three environments are set up, on whatever night. */
export const deploymentCauses: readonly Cause[] = [
  {
    code: 'STORES_SHARED_WITH_PRODUCTION',
    stage: 'deployment',
    explains: [
      'REGISTRATION_ABSENT_ON_STAGING',
      'ABSENT_BEFORE_RESTORE',
      'STAGING_LATER_RECORD_ABSENT',
      'STAGING_OWN_HOSTS_ONLY',
      'STAGING_COUNTS_PLAUSIBLE',
    ],
    title: 'Staging shares a store with production: it shows live data, and its restore may overwrite them',
    remedy:
      'Stop the restore at once: it writes into production’s store. Give staging directories, volumes and a database of its own.',
    signs: [
      [9, fails('REGISTRATION_ABSENT_ON_STAGING')],
      [9, fails('ABSENT_BEFORE_RESTORE')],
      [9, fails('STAGING_LATER_RECORD_ABSENT')],
    ],
    bringsAbout: ['FILES_FROM_PRODUCTION'],
  },
  {
    code: 'CLOCKS_OR_ZONES_DIFFER',
    stage: 'deployment',
    explains: ['CLOCKS_AGREE', 'SCHEDULE_ORDER', 'RETENTION_TIMES', 'RETENTION_IN_TIME', ...NOT_FETCHED],
    title: 'The hosts’ time zones or clocks differ, so staging asks for an archive that is not there yet',
    remedy:
      'Give all hosts the same time zone and time source, then provision them again: each cron runs in its own host’s zone.',
    signs: [
      ...notFetched,
      [9, fails('CLOCKS_AGREE')],
      [9, fails('SCHEDULE_ORDER')],
      [1, logged('download', /code 23|no such file/i, 'the archive of that date was not there')],
    ],
    family: 'ARCHIVE_NOT_FETCHED',
    bringsAbout: ['BACKUP_TOO_SLOW'],
  },
  {
    code: 'CLOCK_CHANGE_AT_MIDNIGHT',
    stage: 'deployment',
    explains: ['SCHEDULE_CLOCK_CHANGE', 'RETENTION_IN_TIME', ...NOTHING_ARRIVED],
    title: 'The clocks went forward over the hour of the jobs: that hour did not exist',
    remedy: {
      swarm:
        'All jobs ran at once; run download and restore again. Move the jobs to an hour that every night has.',
      kubernetes: 'Run the restore again. Move the schedules to an hour that every night has.',
    },
    signs: [...notFetched, [9, fails('SCHEDULE_CLOCK_CHANGE')]],
    family: 'ARCHIVE_NOT_FETCHED',
    bringsAbout: ['BACKUP_TOO_SLOW', 'CLOCKS_OR_ZONES_DIFFER'],
  },
  {
    code: 'WRONG_SOURCE_DIRECTORY',
    stage: 'deployment',
    explains: ['RETENTION_SAME_DIRECTORY', ...NOT_FETCHED],
    title: 'Staging restores from another environment’s directory',
    remedy: {
      swarm:
        'Set backup_server_remote_source_directory of staging to production’s target directory and provision staging again. What it shows now may be foreign data.',
      kubernetes:
        'Set restore.backup_server_dir of staging to production’s directory and deploy again. What it shows now may be foreign data.',
    },
    signs: [
      [10, fails('RETENTION_SAME_DIRECTORY')],
      [
        6,
        all(
          'search knows births, but neither the record nor any of the archive’s files is there',
          staging.searchFilled,
          staging.recordGone,
          staging.oldFilesGone,
        ),
      ],
      [2, staging.recordGone],
      [1, staging.markerGone],
      [2, fails('STAGING_COUNTS_PLAUSIBLE')],
      [1, fails('STAGING_SAMPLE_EQUAL')],
    ],
  },
  {
    code: 'STAGING_BACKS_ITSELF_UP',
    stage: 'deployment',
    onlyIn: 'swarm',
    explains: ['CYCLE_JOBS_INSTALLED', ...NOT_FETCHED],
    title: 'Staging runs a backup of its own: backup and restore clear each other’s folders',
    remedy: 'Disable backups on staging (enable_backups: false), provision it and restore again.',
    signs: [
      [1, staging.filesSomeMissing],
      ...notFetched,
      [
        10,
        sign('staging', 'a backup job stands in staging’s crontab', ({ facts: { cycle } }) =>
          cycle?.schedules.ok === true
            ? cycle.schedules.value.some(({ job, host }) => job === 'backup' && host === 'staging')
            : null,
        ),
      ],
    ],
    family: 'ARCHIVE_NOT_FETCHED',
  },
  {
    code: 'VERSIONS_DIFFER',
    stage: 'deployment',
    explains: ['STAGING_VERSION_EQUAL', ...NOT_RESTORED],
    title: 'Production and staging run different versions of OpenCRVS',
    remedy: 'Bring both to the same version: a backup of one may lack a store that the other needs.',
    needs: [fails('STAGING_VERSION_EQUAL')],
    signs: [
      [5, fails('STAGING_VERSION_EQUAL')],
      [2, not(staging.recordThere, 'the record is not there')],
    ],
  },
];
