import type { ArchiveFacts } from '../../facts/archive.ts';
import { RESTORE_SYMPTOMS } from '../cause.ts';
import type { Cause, Family } from '../cause.ts';
import type { Seen } from '../seen.ts';
import { fails, failsWith, logged, passes, sign } from '../sign.ts';
import { staging } from '../staging-signs.ts';

const inArchive = (says: string, look: (archive: ArchiveFacts) => boolean | null) =>
  sign('backup', says, ({ facts }: Seen) => (facts.archive?.ok === true ? look(facts.archive.value) : null));

const damaged = (says: string, kind: string, layer: RegExp) =>
  inArchive(says, ({ files }) =>
    files.some(
      ({ reading }) => reading?.damages.some((one) => one.kind === kind && layer.test(one.layer)) ?? false,
    ),
  );

/** The archive is there and is of no use: where nobody looked into it, these all look alike. */
const unusable = { family: 'ARCHIVE_UNUSABLE', bringsAbout: [...RESTORE_SYMPTOMS, 'ARCHIVE_STALE'] } as const;
const traces: Cause['signs'] = [
  [1, staging.recordGone],
  [1, staging.loginRefused],
];

export const ARCHIVE_UNUSABLE: Family = {
  code: 'ARCHIVE_UNUSABLE',
  title: 'Tonight’s archive is on the backup host but of no use',
  remedy:
    'Give this proof a login on the backup host and the passphrase, or verify a copy of the archive by hand: it names the damage.',
  bringsAbout: RESTORE_SYMPTOMS,
  establishedBy: sign('backup', 'the archive cannot be read', () => false),
};

const HOUR_MS = 3_600_000;

const otherHour = sign(
  'backup',
  'the archive was made hours away from when the other nights’ were',
  ({ facts }) => {
    if (facts.archive?.ok !== true || facts.retention?.ok !== true) return null;
    // A job that the proof itself ran keeps no hour.
    if (facts.cycle?.jobs.backup?.ok === true) return null;
    const { date, files } = facts.archive.value;
    const made = files.flatMap(({ listed }) => (listed === null ? [] : [timeOfDay(listed.modifiedAt)]));
    const others = facts.retention.value.listing.entries
      .filter(
        ({ kind, path }) => kind === 'file' && /^\d{4}-\d\d-\d\d\//.test(path) && !path.startsWith(date),
      )
      .map(({ modifiedAt }) => timeOfDay(modifiedAt))
      .sort((a, b) => a - b);
    const usual = others[Math.floor(others.length / 2)];
    return usual === undefined ? null : made.some((time) => apart(time, usual) > 3 * HOUR_MS);
  },
);
const timeOfDay = (iso: string): number => Date.parse(iso) % (24 * HOUR_MS);
const apart = (a: number, b: number): number => Math.min(Math.abs(a - b), 24 * HOUR_MS - Math.abs(a - b));

/** What can be wrong with an archive that is there. */
export const archiveCauses: readonly Cause[] = [
  {
    code: 'DUMP_CUT_BEFORE_PACKING',
    title: 'A database dump in the archive is cut: the backup went on after its tool had failed',
    remedy:
      'Look at the database and the memory of production at the hour of the backup; only the plain log has a line of it. Run the backup again.',
    signs: [
      ...traces,
      [9, fails('ARCHIVE_NESTED_WHOLE')],
      [9, fails('ARCHIVE_DUMP_WHOLE')],
      [3, logged('backup', /failed to backup/i, 'a dump failed')],
    ],
    ...unusable,
  },
  {
    code: 'ARCHIVE_WITHOUT_FILES',
    title: 'The backup of the object store is empty or not in the archive',
    remedy:
      'The object store was down or refused its credentials when it was to be copied, and the job reported success: look at the job’s log and run it again.',
    unless: [staging.recordGone],
    signs: [
      [9, failsWith('ARCHIVE_MEMBERS', /minio|ocrvs-/)],
      [
        9,
        inArchive('the archive holds not one file of the object store', ({ objects, files }) =>
          objects === null || objects.count === 0
            ? files.every(({ reading }) => reading?.complete === true)
            : false,
        ),
      ],
      [4, failsWith('ARCHIVE_SIZE_PLAUSIBLE', /minio/)],
      [2, staging.filesAllMissing],
      [1, fails('ARCHIVE_REFERENCES_COMPLETE')],
    ],
    bringsAbout: ['FILES_NOT_RESTORED', 'FILES_MISSING_IN_ARCHIVE'],
  },
  {
    code: 'ARCHIVE_WITHOUT_DUMP',
    title: 'The archive has no database dump: pg_dump failed and the job reported success',
    remedy:
      'Look at the database’s credentials in the backup job and at its log; run the backup again before the next restore empties staging.',
    signs: [
      ...traces,
      [9, failsWith('ARCHIVE_MEMBERS', /postgres|events/)],
      [6, failsWith('ARCHIVE_SIZE_PLAUSIBLE', /postgres/)],
      [2, staging.databaseEmpty],
    ],
    ...unusable,
  },
  {
    code: 'PASSPHRASE_DIFFERS',
    title: 'The archive is encrypted with another passphrase than the one that is kept',
    remedy:
      'Find the passphrase that production’s backup job uses (BACKUP_ENCRYPTION_PASSPHRASE at its last provisioning), put that in the vault, or provision all environments anew with the kept one. Archives made meanwhile need the old one.',
    signs: [...traces, [9, fails('ARCHIVE_DECRYPTS')]],
    ...unusable,
  },
  {
    code: 'STAGING_PASSPHRASE_DIFFERS',
    title: 'Staging tries to open the archive with another passphrase than production’s',
    remedy:
      'Staging gets production’s passphrase when it is provisioned: provision staging again (in kubernetes copy the encryption secret again), then run download and restore.',
    signs: [
      ...traces,
      [9, logged('download', /bad decrypt/i, 'staging’s passphrase does not open the archive')],
      [9, logged('restore', /bad decrypt/i, 'staging’s passphrase does not open the archive')],
    ],
    // A wrong key that staging's log names is no damage of the archive, which the same words may also mean.
    unless: [fails('ARCHIVE_WHOLE'), fails('ARCHIVE_DECRYPTS')],
    family: 'ARCHIVE_NOT_FETCHED',
    bringsAbout: [...RESTORE_SYMPTOMS, 'ARCHIVE_STALE'],
  },
  {
    code: 'ARCHIVE_IN_PLAIN_TEXT',
    title: 'The archive is not encrypted: whoever reaches the backup host can read it',
    remedy:
      'Delete the readable copy, find out who made it and who could read it, and back up again. A differential backup of the object store is plain by design: choose the dump.',
    signs: [...traces, [10, fails('ARCHIVE_ENCRYPTED')], [9, fails('RETENTION_NO_PLAINTEXT')]],
    ...unusable,
  },
  {
    code: 'ARCHIVE_OVERWRITTEN',
    needs: [fails('ARCHIVE_SIZE_USUAL')],
    title: 'A backup run by hand replaced the night’s archive with a smaller one',
    remedy:
      'The archive of the night cannot be had back; keep the nights before. Run backups by hand under a label of their own, and never after data were cleared.',
    signs: [
      [1, fails('ARCHIVE_SIZE_USUAL')],
      [8, otherHour],
      [2, fails('RETENTION_TIMES')],
      [1, fails('ARCHIVE_HAS_REGISTRATION')],
    ],
    bringsAbout: ['BACKUP_TOO_SLOW', 'ROTATION_NOT_RUNNING'],
  },
  {
    code: 'ARCHIVE_STALE',
    title: 'An older backup lies under tonight’s date',
    remedy: 'Find out who copied it there. Run the backup job, and keep the older one under its own date.',
    signs: [
      [10, fails('ARCHIVE_DATES')],
      [
        8,
        sign('backup', 'the archive lacks a record that was registered before it', ({ statusOf }) =>
          statusOf('ARCHIVE_HAS_REGISTRATION') === 'failed' && statusOf('ARCHIVE_WHOLE') === 'passed'
            ? true
            : null,
        ),
      ],
      ...traces,
      [1, staging.markerGone],
    ],
    ...unusable,
  },
  {
    code: 'BACKUP_JOB_OUTDATED',
    title: 'Production still runs the backup job of an older version',
    remedy:
      'An upgrade does not replace the job that cron runs: provision production again, then back up and restore.',
    signs: [
      ...traces,
      [10, fails('ARCHIVE_JOB_VERSION')],
      [2, fails('STAGING_VERSION_EQUAL')],
      [2, logged('restore', /PostgreSQL backup not found/, 'no PostgreSQL dump, skipped')],
    ],
    ...unusable,
  },
  {
    code: 'BACKUP_NOT_OF_ONE_MOMENT',
    title: 'Records were made while the backup ran, so that it holds some without their files',
    remedy:
      'No fault of the restore: the stores are saved one after the other. Register test records at least an hour before the backup.',
    needs: [staging.recordThere],
    signs: [
      [
        8,
        inArchive('the files that are missing belong to rows made during the backup', ({ references }) =>
          references === null
            ? null
            : references.missing > 0 && references.missing === references.missingMadeLater,
        ),
      ],
      [3, staging.filesAllMissing],
    ],
  },
  {
    code: 'FILES_MISSING_IN_ARCHIVE',
    title: 'Files that records refer to are missing from the archive',
    remedy:
      'Look whether production still has them. If so, the copy of the object store left them out: look at the backup log. If not, production lost them: bring them back from an older archive.',
    signs: [
      [9, fails('ARCHIVE_HAS_ATTACHMENTS')],
      [8, fails('ARCHIVE_REFERENCES_COMPLETE')],
      [5, staging.filesSomeMissing],
    ],
  },
  {
    code: 'ARCHIVE_TRUNCATED',
    title: 'The archive is cut off: its upload or a copy was interrupted',
    remedy:
      'Run the backup again or take the night from another copy. Check the disk of the backup host, and copy by hand only to another name.',
    signs: [
      ...traces,
      [10, damaged('the file ends too early', 'cut', /^source|cipher/)],
      [3, fails('ARCHIVE_WHOLE')],
    ],
    ...unusable,
  },
  {
    code: 'ARCHIVE_BIT_ROT',
    title: 'Bytes of the archive changed after it was encrypted',
    remedy:
      'Take the night from another copy, test the disk and memory of the backup host, and verify the other nights.',
    signs: [
      ...traces,
      [10, damaged('bytes are not those that were encrypted', 'corrupt', /^(cipher|gzip)$/)],
      [2, fails('ARCHIVE_WHOLE')],
    ],
    ...unusable,
  },
  {
    code: 'BACKUP_PACKED_BADLY',
    title: 'The archive was broken before it was encrypted',
    remedy:
      'Look at the backup job’s error log and at the free space of /tmp on production, then run it again.',
    signs: [...traces, [9, fails('ARCHIVE_PACKED_WHOLE')]],
    ...unusable,
  },
  {
    code: 'UPLOAD_LEFT_HALF',
    title: 'A half transferred archive lies on the backup host',
    remedy:
      'If no upload runs, delete the hidden file and run the backup again: the receiving side was killed or lost power.',
    signs: [...traces, [9, fails('RETENTION_NO_PARTIAL_FILES')], [1, fails('ARCHIVE_EXISTS')]],
    ...unusable,
  },
  {
    code: 'BACKUP_CHANGED_FILES',
    title: 'The archive’s copy of files differs from what production gave when they were stored',
    remedy:
      'Compare the files on production with what was uploaded: they were changed there, or its object store is damaged.',
    signs: [
      [9, fails('ARCHIVE_ATTACHMENTS_EQUAL')],
      [9, fails('ARCHIVE_OBJECTS_WHOLE')],
      [1, staging.filesOther],
      [1, passes('ARCHIVE_WHOLE', 'the archive itself is whole')],
    ],
  },
];
