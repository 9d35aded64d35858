import type { Cause } from '../cause.ts';
import { NOTHING_ARRIVED } from '../explains.ts';
import { all, fails, failsWith, logged, sign, type Sign } from '../sign.ts';

/** A directory of this form lies in the backup directory. */
const directory = (says: string, pattern: RegExp): Sign =>
  sign('backup', says, ({ facts: { retention } }) =>
    retention?.ok === true
      ? retention.value.listing.entries.some(({ kind, path }) => kind === 'directory' && pattern.test(path))
      : null,
  );

const NESTED = /^\d{4}-\d\d-\d\d\/[^/]+/;
const NO_DATE = /^(?!\d{4}-\d\d-\d\d$|(?:postgres|minio)$)[^/]+$/;

const otherRotation = sign(
  'backup',
  'a kubernetes deployment is rotated by the job of swarm',
  ({ facts: { policy, retention } }) =>
    retention?.ok === true && retention.value.rotation.ok && policy.layout === 'kubernetes'
      ? retention.value.rotation.value.some(({ kind }) => kind === 'every-directory')
      : null,
);

const otherNumber = failsWith('RETENTION_NOT_PROVISIONED', /keeps|keeping/);

/** What can be wrong with how long archives stay, and with who can read them. */
export const retentionCauses: readonly Cause[] = [
  {
    code: 'ROTATION_NOT_RUNNING',
    stage: 'retention',
    explains: [
      'CYCLE_JOBS_INSTALLED',
      'RETENTION_NOT_TOO_MANY',
      'RETENTION_NOT_PROVISIONED',
      'RETENTION_NONE_BEFORE_GO_LIVE',
    ],
    title: 'Old archives are not deleted: rotation is missing, fails, or works on another directory',
    remedy:
      'Provision the backup host again with the number of nights of the policy; check /var/log/opencrvs-rotate-backups.log and the directory in root’s crontab there.',
    unless: [otherNumber],
    signs: [
      [6, fails('RETENTION_NOT_TOO_MANY')],
      [4, fails('RETENTION_NOT_PROVISIONED')],
      [1, fails('RETENTION_NONE_BEFORE_GO_LIVE')],
    ],
  },
  {
    code: 'ROTATION_KEEPS_OTHER_NUMBER',
    stage: 'retention',
    explains: [
      'RETENTION_NOT_PROVISIONED',
      'RETENTION_NOT_TOO_MANY',
      'RETENTION_NOT_TOO_FEW',
      'RETENTION_ROTATION_KEEPS_POLICY',
    ],
    title: 'Rotation keeps another number of nights than the policy',
    remedy:
      'Set amount_of_backups_to_keep for the backup host and provision it again, or correct AMOUNT_OF_BACKUPS_TO_KEEP here.',
    signs: [[9, otherNumber]],
    bringsAbout: ['NIGHTS_LOST'],
  },
  {
    code: 'ROTATION_COUNTS_NESTED_DIRECTORIES',
    stage: 'retention',
    explains: ['RETENTION_NOTHING_ELSE', 'RETENTION_NOT_TOO_FEW', 'RETENTION_ROTATION_KEEPS_POLICY'],
    title: 'Directories inside a night’s directory make rotation delete nights that should stay',
    remedy:
      'Move what was unpacked there elsewhere: this rotation job counts directories at any depth. Then let the nights accumulate again.',
    needs: [fails('RETENTION_NOTHING_ELSE')],
    signs: [
      [8, directory('a night’s directory holds directories', NESTED)],
      [3, fails('RETENTION_NOTHING_ELSE')],
      [2, fails('RETENTION_NOT_TOO_FEW')],
      [2, fails('RETENTION_ROTATION_KEEPS_POLICY')],
    ],
    bringsAbout: ['ROTATION_NOT_RUNNING', 'LABEL_DISPLACES_NIGHT', 'NIGHTS_LOST'],
  },
  {
    code: 'LABEL_DISPLACES_NIGHT',
    stage: 'retention',
    explains: ['RETENTION_NOTHING_ELSE', 'RETENTION_NOT_TOO_FEW', 'RETENTION_ROTATION_KEEPS_POLICY'],
    title: 'A directory that is no night takes the place of one',
    remedy:
      'Move labelled backups and copies out of the backup directory: rotation counts them like nights, keeps what sorts last, and drops a night for each.',
    needs: [fails('RETENTION_NOTHING_ELSE')],
    signs: [
      [8, directory('a directory without a date lies among the nights', NO_DATE)],
      [3, fails('RETENTION_NOTHING_ELSE')],
      [2, fails('RETENTION_NOT_TOO_FEW')],
      [2, fails('RETENTION_ROTATION_KEEPS_POLICY')],
    ],
    bringsAbout: ['ROTATION_NOT_RUNNING', 'NIGHTS_LOST'],
  },
  {
    code: 'ROTATION_OF_OTHER_VERSION',
    // It deletes tonight's archive as well.
    stage: 'deployment',
    onlyIn: 'kubernetes',
    explains: [
      'RETENTION_NOT_PROVISIONED',
      'RETENTION_NO_GAPS',
      'RETENTION_NOT_TOO_FEW',
      'RETENTION_ROTATION_KEEPS_POLICY',
      ...NOTHING_ARRIVED,
    ],
    title: 'The rotation job of an older version deletes what it does not know',
    remedy:
      'Remove the swarm rotation job from the backup host: it deletes the repositories of a kubernetes deployment. Make full backups at once.',
    needs: [otherRotation],
    signs: [
      [
        8,
        all(
          'a kubernetes deployment is rotated by the job of swarm, and nights are gone',
          otherRotation,
          fails('RETENTION_NOT_TOO_FEW'),
        ),
      ],
      [
        8,
        all(
          'a kubernetes deployment is rotated by the job of swarm, which will delete nights',
          otherRotation,
          fails('RETENTION_ROTATION_KEEPS_POLICY'),
        ),
      ],
      [
        8,
        all(
          'a kubernetes deployment is rotated by the job of swarm, and tonight’s archive is gone',
          otherRotation,
          fails('ARCHIVE_EXISTS'),
        ),
      ],
      [
        8,
        all(
          'a kubernetes deployment is rotated by the job of swarm, and nights are missing',
          otherRotation,
          fails('RETENTION_NO_GAPS'),
        ),
      ],
    ],
    bringsAbout: ['ROTATION_NOT_RUNNING', 'NIGHTS_LOST', 'ARCHIVE_VANISHED'],
  },
  {
    code: 'DATE_IN_THE_FUTURE',
    stage: 'retention',
    explains: ['RETENTION_NO_FUTURE_DATES', 'RETENTION_ROTATION_KEEPS_POLICY', 'RETENTION_NOT_TOO_FEW'],
    title: 'A directory carries a date that is still to come: rotation keeps it for ever',
    remedy:
      'Correct the clock or the label that made it, and move the directory out of the backup directory.',
    signs: [[9, fails('RETENTION_NO_FUTURE_DATES')]],
  },
  {
    code: 'NIGHT_WITHOUT_ARCHIVE',
    stage: 'retention',
    explains: ['RETENTION_EXPECTED_FILES'],
    title: 'A night’s directory is empty or incomplete: its upload failed after the directory was made',
    remedy:
      'Read production’s backup log of that night and check the backup host’s disk space; that night cannot be restored.',
    signs: [[6, fails('RETENTION_EXPECTED_FILES')]],
  },
  {
    code: 'NIGHTS_LOST',
    stage: 'retention',
    explains: ['RETENTION_NO_GAPS', 'RETENTION_NOT_TOO_FEW'],
    title: 'Nights are missing between those that are there, or were deleted too early',
    remedy:
      'Read production’s backup logs of those nights: a night that failed leaves no directory, and nobody is told.',
    signs: [
      [6, fails('RETENTION_NO_GAPS')],
      [4, fails('RETENTION_NOT_TOO_FEW')],
    ],
  },
  {
    code: 'NIGHT_NOT_ITS_OWN',
    stage: 'retention',
    explains: ['RETENTION_TIMES'],
    title: 'An archive was copied to a night’s name, or made again later under it',
    remedy: 'Find out by whom, and do not rely on that archive for a restore of its date.',
    signs: [[6, fails('RETENTION_TIMES')]],
  },
  {
    code: 'ROTATION_DELETES_NIGHTS',
    stage: 'retention',
    explains: ['RETENTION_ROTATION_KEEPS_POLICY'],
    title: 'The next rotation deletes a night that the policy keeps',
    remedy:
      'Before the next rotation move everything that is not a night out of the backup directory, and check the number in the rotation job.',
    signs: [[5, fails('RETENTION_ROTATION_KEEPS_POLICY')]],
  },
  {
    code: 'REGISTER_HELD_OPEN',
    stage: 'retention',
    explains: ['RETENTION_PERMISSIONS', 'RETENTION_PRIVATE'],
    title: 'Users other than the backup user can read or change the archives',
    remedy:
      'Set the modes that the check names (0700 for directories, 0600 for files) and review who else may log in to the backup host.',
    signs: [
      [6, fails('RETENTION_PERMISSIONS')],
      [4, fails('RETENTION_PRIVATE')],
    ],
  },
  {
    code: 'TEST_DATA_BEFORE_GO_LIVE',
    stage: 'retention',
    explains: ['RETENTION_NONE_BEFORE_GO_LIVE'],
    title: 'Archives from before going live are still there, and their test data can come back',
    remedy: 'Delete archives that are older than the day of going live, and restore none of them.',
    signs: [[9, fails('RETENTION_NONE_BEFORE_GO_LIVE')]],
  },
  {
    code: 'REPOSITORY_NOT_FRESH',
    stage: 'backup',
    onlyIn: 'kubernetes',
    explains: ['RETENTION_REPOSITORY_FRESH', ...NOTHING_ARRIVED],
    title: 'The differential repository gets no new backups',
    remedy:
      'Read the newest job’s log: client and server of pgBackRest must have the same version, so pin both.',
    signs: [
      [9, fails('RETENTION_REPOSITORY_FRESH')],
      [3, logged('backup', /greeting key/, 'versions differ')],
    ],
  },
];
