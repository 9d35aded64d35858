import { brokenMember, inArchive, isOf, lacks } from '../archive-signs.ts';
import type { Cause } from '../cause.ts';
import { FILES_NOT_ARCHIVED, NOT_FETCHED, NOT_RESTORED, RECORD_NOT_ARCHIVED } from '../explains.ts';
import type { Seen } from '../seen.ts';
import { all, fails, logged, passes, sign } from '../sign.ts';
import { staging } from '../staging-signs.ts';
import { unusable } from './archive-bytes.ts';

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

/** Whether the record was made while the backup ran, by production's own times. Null: they are not known. */
function madeDuringBackup({ facts: { registration, cycle } }: Seen): boolean | null {
  const record = registration?.record;
  const backup = cycle?.jobs.backup;
  if (record?.ok !== true || backup?.ok !== true) return null;
  return Date.parse(record.value.registeredAt) >= Date.parse(backup.value.startedAt);
}

const SEE_BACKUP_LOG =
  'Check that store on production at the hour of the backup, read the backup job’s log, and run it again.';

/** What can be wrong with what is in an archive whose bytes are whole. */
export const archiveCauses: readonly Cause[] = [
  unusable({
    code: 'BACKUP_JOB_OUTDATED',
    explains: ['ARCHIVE_JOB_VERSION', 'ARCHIVE_MEMBERS', 'STAGING_VERSION_EQUAL', ...RECORD_NOT_ARCHIVED],
    title: 'Production still runs the backup job of an older version',
    remedy: {
      swarm:
        'An upgrade does not replace the job that cron runs: provision production again, then back up and restore.',
      kubernetes: 'Deploy the backup jobs of the installed version, then back up and restore.',
    },
    signs: [
      [10, fails('ARCHIVE_JOB_VERSION')],
      [2, fails('STAGING_VERSION_EQUAL')],
      [2, logged('restore', /PostgreSQL backup not found/, 'no PostgreSQL dump, skipped')],
    ],
  }),
  unusable({
    code: 'ARCHIVE_WITHOUT_DUMP',
    explains: ['ARCHIVE_MEMBERS', 'ARCHIVE_SIZE_PLAUSIBLE', 'ARCHIVE_DUMP_TABLES', ...RECORD_NOT_ARCHIVED],
    title: 'The archive has no PostgreSQL dump: pg_dump failed and the job reported success',
    remedy:
      'Check the database’s credentials in the backup job and read its log; run the backup again before the next restore empties staging.',
    signs: [
      [9, lacks('postgres', 'ARCHIVE_MEMBERS')],
      [8, lacks('postgres', 'ARCHIVE_SIZE_PLAUSIBLE')],
      [2, staging.databaseEmpty],
    ],
  }),
  {
    code: 'ARCHIVE_WITHOUT_FILES',
    stage: 'archive',
    explains: ['ARCHIVE_MEMBERS', 'ARCHIVE_SIZE_PLAUSIBLE', 'ARCHIVE_OBJECTS_WHOLE', ...FILES_NOT_ARCHIVED],
    title: 'The backup of the object store is empty or not in the archive',
    remedy:
      'The object store was down or refused its credentials when it was copied, and the job reported success: read the job’s log and run it again.',
    unless: [staging.recordGone],
    signs: [
      [9, lacks('objects', 'ARCHIVE_MEMBERS')],
      [
        9,
        inArchive('the archive holds not one file of the object store', ({ objects, files }) =>
          objects === null || objects.count === 0
            ? files.every(({ reading }) => reading?.complete === true)
            : false,
        ),
      ],
      [8, lacks('objects', 'ARCHIVE_SIZE_PLAUSIBLE')],
      [2, staging.filesAllMissing],
      [1, fails('ARCHIVE_REFERENCES_COMPLETE')],
    ],
    bringsAbout: ['FILES_MISSING_IN_ARCHIVE'],
  },
  {
    code: 'STORE_MISSING_IN_ARCHIVE',
    stage: 'archive',
    explains: ['ARCHIVE_MEMBERS', 'ARCHIVE_SIZE_PLAUSIBLE', 'STAGING_LOGIN'],
    title: 'The archive lacks a store that a deployment of this version has, or it is empty',
    remedy:
      'If the deployment has that store, its dump failed: read the backup job’s log and run it again. If it has none, say so in ARCHIVE_STORES.',
    signs: [
      [8, lacks('other', 'ARCHIVE_MEMBERS')],
      [8, lacks('other', 'ARCHIVE_SIZE_PLAUSIBLE')],
    ],
  },
  {
    code: 'DUMP_OF_OTHER_DATABASE',
    stage: 'archive',
    explains: ['ARCHIVE_DUMP_TABLES', ...RECORD_NOT_ARCHIVED, ...NOT_RESTORED],
    title: 'The database dump is whole but is not of the register',
    remedy:
      'Check which host and database the backup job dumps on production (its connection settings), correct them and run it again.',
    signs: [[9, fails('ARCHIVE_DUMP_TABLES')]],
  },
  {
    code: 'DUMP_INCOMPLETE',
    stage: 'archive',
    explains: [
      'ARCHIVE_DUMP_RESTORABLE',
      'ARCHIVE_ROWS_AS_ON_PRODUCTION',
      'ARCHIVE_DUMP_TABLES',
      ...RECORD_NOT_ARCHIVED,
      ...NOT_RESTORED,
    ],
    title: 'pg_dump left a part of the register out of the dump',
    remedy:
      'Compare the options of pg_dump in the backup job with those of OpenCRVS’s own job, take out what limits it, and run the backup again.',
    signs: [
      [9, fails('ARCHIVE_DUMP_RESTORABLE')],
      [9, fails('ARCHIVE_ROWS_AS_ON_PRODUCTION')],
    ],
  },
  {
    code: 'DUMP_OUT_OF_PLACE',
    stage: 'archive',
    explains: ['ARCHIVE_STORES_IN_PLACE', 'ARCHIVE_MEMBERS', ...RECORD_NOT_ARCHIVED],
    title: 'A dump lies in the archive where no restore reads it',
    remedy:
      'The backup job was changed: check which step writes that dump and where, and put it back where OpenCRVS’s own job writes it.',
    signs: [[9, fails('ARCHIVE_STORES_IN_PLACE')]],
  },
  unusable({
    code: 'DUMP_CUT_BEFORE_PACKING',
    explains: ['ARCHIVE_NESTED_WHOLE', 'ARCHIVE_DUMP_WHOLE'],
    title: 'A database dump in the archive is truncated: the backup went on after its tool had failed',
    remedy:
      'Check the database and the memory of production at the hour of the backup; only the plain log has a line of it. Run the backup again.',
    signs: [
      [9, brokenMember('ends too early', (path) => !isOf('objects', path))],
      [3, logged('backup', /failed to backup/i, 'a dump failed')],
    ],
  }),
  {
    code: 'FILES_CUT_BEFORE_PACKING',
    stage: 'archive',
    explains: ['ARCHIVE_NESTED_WHOLE', ...FILES_NOT_ARCHIVED, ...NOT_FETCHED],
    title: 'The copy of the object store in the archive is truncated',
    remedy:
      'Packing the object store broke off: check its disk and the free space where the backup is made, read the backup job’s log, and run it again.',
    signs: [[9, brokenMember('ends too early', (path) => isOf('objects', path))]],
  },
  {
    code: 'MEMBER_DAMAGED_BEFORE_PACKING',
    stage: 'archive',
    explains: ['ARCHIVE_NESTED_WHOLE', 'ARCHIVE_DUMP_WHOLE'],
    title: 'A part of the archive was broken before it was packed',
    remedy: SEE_BACKUP_LOG,
    unless: [brokenMember('', () => true)],
    signs: [
      [8, fails('ARCHIVE_NESTED_WHOLE')],
      [8, fails('ARCHIVE_DUMP_WHOLE')],
    ],
  },
  {
    code: 'OBJECT_STORE_DAMAGED',
    stage: 'archive',
    explains: ['ARCHIVE_OBJECTS_WHOLE', 'ARCHIVE_ATTACHMENTS_EQUAL', ...FILES_NOT_ARCHIVED],
    title: 'Production’s object store has damaged files, and the backup holds them as they are',
    remedy:
      'Check the object store’s log and its disk on production, and bring the damaged files back from an older archive.',
    signs: [[9, fails('ARCHIVE_OBJECTS_WHOLE')]],
  },
  {
    code: 'ARCHIVE_OVERWRITTEN',
    stage: 'archive',
    explains: ['ARCHIVE_SIZE_USUAL', 'RETENTION_TIMES', 'RETENTION_IN_TIME', ...RECORD_NOT_ARCHIVED],
    needs: [fails('ARCHIVE_SIZE_USUAL')],
    title: 'A manual backup replaced the night’s archive with a smaller one',
    remedy:
      'The night’s own archive is gone; keep the nights before. Run manual backups under a label of their own, and never after data were cleared.',
    signs: [
      [1, fails('ARCHIVE_SIZE_USUAL')],
      [8, otherHour],
      [2, fails('RETENTION_TIMES')],
      [1, fails('ARCHIVE_HAS_REGISTRATION')],
    ],
    bringsAbout: ['BACKUP_TOO_SLOW', 'ROTATION_NOT_RUNNING'],
  },
  unusable({
    code: 'ARCHIVE_STALE',
    explains: [
      'ARCHIVE_DATES',
      'ARCHIVE_NOT_A_COPY',
      'RETENTION_TIMES',
      ...RECORD_NOT_ARCHIVED,
      ...FILES_NOT_ARCHIVED,
    ],
    title: 'An older backup lies under tonight’s date',
    remedy: 'Find out who copied it there. Run the backup job, and keep the older one under its own date.',
    signs: [
      [10, fails('ARCHIVE_DATES')],
      [10, fails('ARCHIVE_NOT_A_COPY')],
      [
        8,
        all(
          'the archive is whole and lacks a record that was registered before it was made',
          fails('ARCHIVE_HAS_REGISTRATION'),
          passes('ARCHIVE_WHOLE', ''),
          sign('client', '', (seen) => {
            const during = madeDuringBackup(seen);
            return during === null ? null : !during;
          }),
        ),
      ],
      [1, staging.markerGone],
    ],
    bringsAbout: ['FILES_MISSING_IN_ARCHIVE'],
  }),
  {
    code: 'BACKUP_NOT_OF_ONE_MOMENT',
    stage: 'archive',
    explains: [...RECORD_NOT_ARCHIVED, ...FILES_NOT_ARCHIVED],
    title: 'Records were made while the backup ran, so it holds some without their files',
    remedy:
      'The restore is not to blame: the stores are saved one after the other. Register test records at least an hour before the backup.',
    unless: [
      sign('client', 'the record was made before the backup', (seen) => {
        const during = madeDuringBackup(seen);
        return during === null ? null : !during;
      }),
    ],
    signs: [
      [2, sign('client', 'the record was made while the backup ran', madeDuringBackup)],
      [
        8,
        inArchive('the files that are missing belong to rows made during the backup', ({ references }) =>
          references === null
            ? null
            : references.missing > 0 && references.missing === references.missingMadeLater,
        ),
      ],
      [8, fails('ARCHIVE_REGISTRATION_COMPLETE')],
      [3, staging.filesAllMissing],
    ],
    bringsAbout: ['FILES_MISSING_IN_ARCHIVE', 'RECORD_LACKING_IN_ARCHIVE'],
  },
  {
    code: 'RECORD_LACKING_IN_ARCHIVE',
    stage: 'archive',
    explains: [...RECORD_NOT_ARCHIVED, ...NOT_RESTORED],
    title: 'The database dump lacks the test record, or a part of it',
    remedy:
      'Check which database the backup job dumps, with which user (a row security policy hides rows from it), and whether production lost the rows.',
    signs: [
      [6, fails('ARCHIVE_HAS_REGISTRATION')],
      [6, fails('ARCHIVE_REGISTRATION_COMPLETE')],
    ],
  },
  {
    code: 'FILES_MISSING_IN_ARCHIVE',
    stage: 'archive',
    explains: FILES_NOT_ARCHIVED,
    title: 'Files that records refer to are missing from the archive',
    remedy:
      'Check whether production still has them. If so, the copy of the object store left them out: read the backup log. If not, production lost them: bring them back from an older archive.',
    signs: [
      [9, fails('ARCHIVE_HAS_ATTACHMENTS')],
      [8, fails('ARCHIVE_REFERENCES_COMPLETE')],
      [5, staging.filesSomeMissing],
    ],
  },
  {
    code: 'BACKUP_CHANGED_FILES',
    stage: 'archive',
    explains: ['ARCHIVE_ATTACHMENTS_EQUAL', ...FILES_NOT_ARCHIVED],
    title: 'The archive’s copy of files differs from what production gave when they were stored',
    remedy:
      'Compare the files on production with what was uploaded: they were changed there, or its object store is damaged.',
    signs: [
      [9, fails('ARCHIVE_ATTACHMENTS_EQUAL')],
      [1, staging.filesOther],
      [1, passes('ARCHIVE_WHOLE', 'the archive itself is whole')],
    ],
  },
  {
    code: 'ARCHIVE_OF_NOTHING',
    stage: 'archive',
    explains: ['ARCHIVE_SIZE_PLAUSIBLE', 'ARCHIVE_SIZE_USUAL', ...NOT_FETCHED],
    title: 'A store was down or empty when it was backed up: the archive is too small to hold a register',
    remedy: SEE_BACKUP_LOG,
    signs: [[6, fails('ARCHIVE_SIZE_PLAUSIBLE')]],
  },
];
