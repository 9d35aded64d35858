import type { ArchiveFacts } from '../../archive/facts.ts';
import type { Cause } from '../cause.ts';
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

const brings = {
  bringsAbout: [
    'RESTORE_WITHOUT_ARCHIVE',
    'DATABASE_EMPTY_AFTER_RESTORE',
    'FILES_NOT_RESTORED',
    'INDEX_NOT_REBUILT',
    'LOGIN_LOST',
    'ARCHIVE_STALE',
  ],
} as const;

/** What can be wrong with an archive that is there. */
export const archiveCauses: readonly Cause[] = [
  {
    code: 'DUMP_CUT_BEFORE_PACKING',
    title: 'A database dump in the archive is cut: the backup went on after its tool had failed',
    remedy:
      'Look at the database and the memory of production at the hour of the backup; only the plain log has a line of it. Run the backup again.',
    must: [],
    signs: [
      [9, fails('ARCHIVE_NESTED_WHOLE')],
      [9, fails('ARCHIVE_DUMP_WHOLE')],
      [3, logged('backup', /failed to backup/i, 'a dump failed')],
    ],
    ...brings,
  },
  {
    code: 'ARCHIVE_WITHOUT_FILES',
    title: 'The backup of the object store is empty or not in the archive',
    remedy:
      'The object store was down or refused its credentials when it was to be copied, and the job reported success: look at the job’s log and run it again.',
    must: [],
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
    must: [],
    signs: [
      [9, failsWith('ARCHIVE_MEMBERS', /postgres|events/)],
      [6, failsWith('ARCHIVE_SIZE_PLAUSIBLE', /postgres/)],
      [2, staging.databaseEmpty],
      [2, staging.recordGone],
    ],
    ...brings,
  },
  {
    code: 'PASSPHRASE_DIFFERS',
    title: 'The archive is encrypted with another passphrase than the one that is to open it',
    remedy:
      'Compare BACKUP_ENCRYPTION_PASSPHRASE of production with the one that staging was provisioned with and the one in the vault; after a change provision every environment again.',
    must: [],
    signs: [
      [9, fails('ARCHIVE_DECRYPTS')],
      [9, logged('download', /bad decrypt/i, 'staging’s passphrase does not open the archive')],
      [9, logged('restore', /bad decrypt/i, 'staging’s passphrase does not open the archive')],
      [1, staging.recordGone],
      [1, staging.loginRefused],
    ],
    ...brings,
  },
  {
    code: 'ARCHIVE_IN_PLAIN_TEXT',
    title: 'The archive is not encrypted: whoever reaches the backup host can read it',
    remedy:
      'Delete the readable copy, find out who made it and who could read it, and back up again. A differential backup of the object store is plain by design: choose the dump.',
    must: [],
    signs: [
      [10, fails('ARCHIVE_ENCRYPTED')],
      [9, fails('RETENTION_NO_PLAINTEXT')],
    ],
    ...brings,
  },
  {
    code: 'ARCHIVE_OVERWRITTEN',
    title: 'A backup run by hand replaced the night’s archive with a smaller one',
    remedy:
      'The archive of the night cannot be had back; keep the nights before. Run backups by hand under a label of their own, and never after data were cleared.',
    must: [],
    signs: [
      [5, fails('ARCHIVE_SIZE_USUAL')],
      [6, fails('RETENTION_TIMES')],
      [1, fails('ARCHIVE_HAS_REGISTRATION')],
    ],
  },
  {
    code: 'ARCHIVE_STALE',
    title: 'An older backup lies under tonight’s date',
    remedy: 'Find out who copied it there. Run the backup job, and keep the older one under its own date.',
    must: [],
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
      [2, staging.recordGone],
      [1, staging.markerGone],
    ],
    bringsAbout: ['RESTORE_WITHOUT_ARCHIVE', 'YESTERDAY_RESTORED', 'WRONG_SOURCE_DIRECTORY'],
  },
  {
    code: 'BACKUP_JOB_OUTDATED',
    title: 'Production still runs the backup job of an older version',
    remedy:
      'An upgrade does not replace the job that cron runs: provision production again, then back up and restore.',
    must: [],
    signs: [
      [10, fails('ARCHIVE_JOB_VERSION')],
      [2, fails('STAGING_VERSION_EQUAL')],
      [2, logged('restore', /PostgreSQL backup not found/, 'no PostgreSQL dump, skipped')],
    ],
    ...brings,
  },
  {
    code: 'BACKUP_NOT_OF_ONE_MOMENT',
    title: 'Records were made while the backup ran, so that it holds some without their files',
    remedy:
      'No fault of the restore: the stores are saved one after the other. Register test records at least an hour before the backup.',
    must: [],
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
    must: [],
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
    must: [],
    signs: [
      [10, damaged('the file ends too early', 'cut', /^source|cipher/)],
      [3, fails('ARCHIVE_WHOLE')],
    ],
    ...brings,
  },
  {
    code: 'ARCHIVE_BIT_ROT',
    title: 'Bytes of the archive changed after it was encrypted',
    remedy:
      'Take the night from another copy, test the disk and memory of the backup host, and verify the other nights.',
    must: [],
    signs: [
      [10, damaged('bytes are not those that were encrypted', 'corrupt', /^(cipher|gzip)$/)],
      [2, fails('ARCHIVE_WHOLE')],
    ],
    ...brings,
  },
  {
    code: 'BACKUP_PACKED_BADLY',
    title: 'The archive was broken before it was encrypted',
    remedy:
      'Look at the backup job’s error log and at the free space of /tmp on production, then run it again.',
    must: [],
    signs: [[9, fails('ARCHIVE_PACKED_WHOLE')]],
    ...brings,
  },
  {
    code: 'UPLOAD_LEFT_HALF',
    title: 'A half transferred archive lies on the backup host',
    remedy:
      'If no upload runs, delete the hidden file and run the backup again: the receiving side was killed or lost power.',
    must: [],
    signs: [
      [9, fails('RETENTION_NO_PARTIAL_FILES')],
      [1, fails('ARCHIVE_EXISTS')],
    ],
    ...brings,
  },
  {
    code: 'BACKUP_CHANGED_FILES',
    title: 'The archive’s copy of files differs from what production gave when they were stored',
    remedy:
      'Compare the files on production with what was uploaded: they were changed there, or its object store is damaged.',
    must: [],
    signs: [
      [9, fails('ARCHIVE_ATTACHMENTS_EQUAL')],
      [9, fails('ARCHIVE_OBJECTS_WHOLE')],
      [1, staging.filesOther],
      [1, passes('ARCHIVE_WHOLE', 'the archive itself is whole')],
    ],
  },
];
