import { RESTORE_SYMPTOMS } from '../cause.ts';
import type { Cause, Family } from '../cause.ts';
import { all, ended, fails, failsWith, logged, passes, sign } from '../sign.ts';
import { staging } from '../staging-signs.ts';

const entries = (says: string, pattern: RegExp, kind: 'directory' | 'file' | 'any' = 'directory') =>
  sign('backup', says, ({ facts: { retention } }) =>
    retention?.ok === true
      ? retention.value.listing.entries.some(
          (entry) => (kind === 'any' || entry.kind === kind) && pattern.test(entry.path),
        )
      : null,
  );

/** Staging that did not get, or could not open, an archive that is there: it all looks alike from outside. */
export const notFetched: Cause['signs'] = [
  [1, staging.recordGone],
  [1, staging.loginRefused],
];

export const ARCHIVE_NOT_FETCHED: Family = {
  code: 'ARCHIVE_NOT_FETCHED',
  title: 'The archive is on the backup host, but staging did not get it in time or could not open it',
  remedy:
    'Read /var/log/opencrvs-restore.log on staging for tonight: “bad decrypt” is a wrong passphrase, rsync code 23 an archive that was not there yet. Compare the clocks and time zones of the hosts.',
  bringsAbout: RESTORE_SYMPTOMS,
  establishedBy: all(
    'the archive is good and staging does not have the record',
    passes('ARCHIVE_HAS_REGISTRATION', ''),
    ended('download', 'badly'),
  ),
};

/** What can be wrong with how long archives stay, with their hosts' clocks, and with who can read them. */
export const retentionCauses: readonly Cause[] = [
  {
    code: 'ROTATION_NOT_RUNNING',
    title: 'Old archives are not deleted: rotation is missing, fails, or looks at another directory',
    remedy:
      'Provision the backup host again with the number of nights of the policy, and look at /var/log/opencrvs-rotate-backups.log and at the directory in root’s crontab there.',
    signs: [
      [6, fails('RETENTION_NOT_TOO_MANY')],
      [4, fails('RETENTION_NOT_PROVISIONED')],
      [1, fails('RETENTION_NONE_BEFORE_GO_LIVE')],
    ],
  },
  {
    code: 'ROTATION_COUNTS_NESTED_DIRECTORIES',
    title: 'Directories inside a night’s directory make rotation delete nights that should stay',
    remedy:
      'Move what was unpacked there elsewhere: the rotation job counts directories at any depth. Then let the nights grow again.',
    signs: [
      [8, entries('a night’s directory holds directories', /^\d{4}-\d\d-\d\d\/[^/]+/)],
      [3, fails('RETENTION_NOTHING_ELSE')],
      [2, fails('RETENTION_NOT_TOO_FEW')],
      [2, fails('RETENTION_ROTATION_KEEPS_POLICY')],
    ],
    bringsAbout: ['ROTATION_NOT_RUNNING', 'LABEL_DISPLACES_NIGHT', 'ROTATION_OF_OTHER_VERSION'],
  },
  {
    code: 'LABEL_DISPLACES_NIGHT',
    title: 'A directory that is no date takes the place of a night',
    remedy:
      'Move labelled backups out of the directory of the nights: letters sort above digits, so rotation keeps the label for ever and drops a night.',
    signs: [
      [
        8,
        entries(
          'a directory without a date lies among the nights',
          /^(?!\d{4}-\d\d-\d\d$|(?:postgres|minio)$)[^/]+$/,
        ),
      ],
      [3, fails('RETENTION_NOTHING_ELSE')],
      [2, fails('RETENTION_NOT_TOO_FEW')],
      [2, fails('RETENTION_ROTATION_KEEPS_POLICY')],
    ],
    bringsAbout: ['ROTATION_NOT_RUNNING', 'ROTATION_OF_OTHER_VERSION'],
  },
  {
    code: 'ROTATION_OF_OTHER_VERSION',
    title: 'The rotation job of an older version deletes what it does not know',
    remedy:
      'Remove the swarm rotation job from the backup host: it deletes the repositories of a kubernetes deployment. Make full backups at once.',
    signs: [
      [
        8,
        sign(
          'backup',
          'a kubernetes deployment is rotated by the job of swarm',
          ({ facts: { policy, retention } }) =>
            retention?.ok === true && retention.value.rotation.ok && policy.layout === 'kubernetes'
              ? retention.value.rotation.value.some(({ kind }) => kind === 'every-directory')
              : null,
        ),
      ],
      [3, fails('RETENTION_ROTATION_KEEPS_POLICY')],
      [2, fails('RETENTION_NOT_TOO_FEW')],
    ],
  },
  {
    code: 'NIGHTS_LOST',
    title: 'Nights are missing between those that are there',
    remedy:
      'Look at the backup log of those nights on production; a night that failed leaves no directory, and nobody was told.',
    signs: [
      [6, fails('RETENTION_NO_GAPS')],
      [2, fails('RETENTION_NOT_TOO_FEW')],
    ],
  },
  {
    code: 'REGISTER_HELD_OPEN',
    title: 'Others than the backup user can read or change the archives',
    remedy:
      'Set the modes that the check names (0700 for directories, 0600 for files) and look who else may log in to the backup host.',
    signs: [
      [6, fails('RETENTION_PERMISSIONS')],
      [4, fails('RETENTION_PRIVATE')],
    ],
  },
  {
    code: 'TEST_DATA_BEFORE_GO_LIVE',
    title: 'Archives of the time before going live are still there, and their test data can come back',
    remedy: 'Delete archives that are older than the day of going live, and restore none of them.',
    signs: [[9, fails('RETENTION_NONE_BEFORE_GO_LIVE')]],
  },
  {
    code: 'CLOCKS_OR_ZONES_DIFFER',
    title:
      'The hosts live in different time zones or their clocks differ, so that staging asks for a date that is not there yet',
    remedy:
      'Give all hosts the same time zone and time service, then provision them again: each cron uses its own host’s zone.',
    signs: [
      ...notFetched,
      [9, fails('CLOCKS_AGREE')],
      [9, fails('SCHEDULE_ORDER')],
      [1, logged('download', /code 23|no such file/i, 'the archive of that date was not there')],
    ],
    family: 'ARCHIVE_NOT_FETCHED',
    bringsAbout: [...RESTORE_SYMPTOMS, 'BACKUP_TOO_SLOW'],
  },
  {
    code: 'CLOCK_CHANGE_AT_MIDNIGHT',
    title: 'The hour of the jobs did not exist this night: the clocks were put forward',
    remedy:
      'All jobs ran together once; run download and restore again. Move the jobs to an hour that every night has.',
    signs: [...notFetched, [9, fails('SCHEDULE_CLOCK_CHANGE')]],
    family: 'ARCHIVE_NOT_FETCHED',
    bringsAbout: [...RESTORE_SYMPTOMS, 'BACKUP_TOO_SLOW'],
  },
  {
    code: 'BACKUP_TOO_SLOW',
    title: 'The backup is not ready when staging fetches it',
    remedy:
      'Move download and restore later than the backup’s usual end, or make the backup faster; until then staging is wiped every night.',
    signs: [
      ...notFetched,
      [9, fails('RETENTION_IN_TIME')],
      [2, logged('download', /code 23|no such file/i, 'the archive was not there yet')],
    ],
    family: 'ARCHIVE_NOT_FETCHED',
    bringsAbout: RESTORE_SYMPTOMS,
  },
  {
    code: 'REPOSITORY_NOT_FRESH',
    title: 'The differential repository gets no new backups',
    remedy:
      'Look at the newest job’s log: client and server of pgBackRest must have the same version, so pin both.',
    signs: [
      [9, fails('RETENTION_REPOSITORY_FRESH')],
      [3, logged('backup', /greeting key/, 'versions differ')],
    ],
  },
  {
    code: 'WRONG_SOURCE_DIRECTORY',
    title: 'Staging restores from another environment’s directory',
    remedy:
      'Set the directory that staging fetches from (remote_source_directory, restore.backup_server_dir) to production’s and provision staging again. What it shows now may be foreign data.',
    signs: [
      [10, fails('RETENTION_SAME_DIRECTORY')],
      [
        6,
        all(
          'search knows births, but none of the archive’s files is there',
          staging.searchFilled,
          staging.oldFilesGone,
        ),
      ],
      [2, staging.recordGone],
      [1, staging.markerGone],
      [2, failsWith('STAGING_COUNTS_PLAUSIBLE', /./)],
      [1, fails('STAGING_SAMPLE_EQUAL')],
    ],
    bringsAbout: ['YESTERDAY_RESTORED', 'RESTORE_WITHOUT_ARCHIVE', 'FILES_NOT_RESTORED'],
  },
];
