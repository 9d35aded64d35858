import type { ArchiveFacts, ArchiveFile } from '../facts/archive.ts';
import type { Facts } from '../facts/facts.ts';
import { archiveCheck, damageFinding, some } from './archive-judging.ts';
import {
  failed,
  judged,
  notApplicable,
  notProven,
  passed,
  type CheckDefinition,
  type Finding,
} from './check.ts';

/**
 * An archive of nothing encrypts to 112 bytes and one of a database without tables to 450 (recorded from OpenCRVS's
 * jobs on Kubernetes when a store was down); the smallest register with its tables is over ten times that.
 */
const SIZE_FLOOR = 1024;
/** Below half of the usual size or above twice of it somebody should look. */
const USUAL = { least: 0.5, most: 2 };
const NIGHTS_FOR_A_MEDIAN = 3;

/** Questions about the file as it lies on the backup host, and about its encryption, compression and structure. */
export const archiveFileChecks: readonly CheckDefinition<Facts>[] = [
  archiveCheck({
    code: 'ARCHIVE_EXISTS',
    beforeRestore: true,
    severity: 'critical',
    title: 'The archive of the night is on the backup host',
    remedy:
      'Look at the backup job on production: its cron entry, its log and error log, and whether it may log in to the backup host and finds room there.',
    judge: ({ files, repositories }) => {
      const missing = files.filter(({ listed }) => listed === null).map(({ name }) => name);
      return judged(
        missing.length === 0,
        files.map(({ name }) => name).join(', '),
        missing.length === 0 ? 'all there' : `missing: ${missing.join(', ')}`,
        repositories?.differential === true
          ? 'there is a repository of differential backups instead: the backup type of production is not dump'
          : undefined,
      );
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_NO_PLAIN_MIRROR',
    severity: 'critical',
    title: 'No readable mirror of the object store lies beside the archives',
    remedy:
      "Differential backups of the object store are a plain copy of citizens' documents: use the backup type dump, or put the directory on an encrypted disk that only the backup job may read, and document it.",
    requiredBy: [],
    judge: ({ repositories }) => {
      if (repositories === null) return notApplicable('the archive was not read on the backup host');
      return judged(
        !repositories.plainObjects,
        'no folder minio beside the nights',
        repositories.plainObjects ? 'it is there' : 'none',
      );
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_NOT_GROWING',
    beforeRestore: true,
    severity: 'critical',
    title: 'The archive is complete and no longer being written',
    remedy:
      'Wait until the upload has ended and verify again; if it never ends, look at the backup job and the network.',
    requiredBy: ['acceptance', 'nightly'],
    judge: ({ files }, { policy }) => {
      if (policy.profile === 'offline') return notApplicable('it is a copy at hand');
      const there = files.filter(({ listed }) => listed !== null);
      if (there.length === 0) return notProven('there is no file');
      if (there.some(({ growing }) => growing === null)) return notProven('its size was not looked at twice');
      const growing = there.filter((file) => file.growing).map(({ name }) => name);
      return judged(
        growing.length === 0,
        'the same size and time at two looks',
        growing.length === 0 ? 'unchanged' : `changed: ${growing.join(', ')}`,
      );
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_SIZE_PLAUSIBLE',
    severity: 'critical',
    title: 'The archive is large enough to hold a register',
    remedy:
      'A store was down or empty when the backup ran, or the upload found no room: look at the backup job of that store and at the disk of the backup host.',
    judge: ({ files }) => {
      const there = files.filter(({ listed }) => listed !== null);
      if (there.length === 0) return notProven('there is no file');
      const small = there.filter(({ listed }) => listed!.bytes < SIZE_FLOOR);
      return judged(
        small.length === 0,
        `at least ${SIZE_FLOOR} bytes a file`,
        (small.length === 0 ? there : small)
          .map(({ name, listed }) => `${name}: ${listed!.bytes} bytes`)
          .join(', '),
      );
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_SIZE_USUAL',
    severity: 'warning',
    title: 'The archive is about as large as those of the last nights',
    remedy:
      "Find out what changed: a store that was emptied, a manual backup over the night's, a purge, a mass import.",
    requiredBy: [],
    judge: usualSize,
  }),
  archiveCheck({
    code: 'ARCHIVE_NOT_A_COPY',
    severity: 'critical',
    title: 'The archive is not a copy of another night',
    remedy:
      "An older archive was copied to this night's name: find out who did it and why, and run the backup job again.",
    requiredBy: [],
    judge: ({ files }) => {
      const known = files.flatMap(({ name, ledger }) => (ledger === undefined ? [] : [{ name, ...ledger }]));
      if (known.length === 0) return notApplicable('no ledger of proven archives is kept');
      const copies = known.filter(({ copyOf }) => copyOf !== null);
      return judged(
        copies.length === 0,
        'bytes of its own: every archive is encrypted with a new salt',
        copies.length === 0
          ? 'none like it'
          : some(copies.map(({ name, copyOf }) => `${name} is that of ${copyOf}`)),
      );
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_UNCHANGED',
    severity: 'warning',
    title: 'An archive that was proven before still has the same bytes',
    remedy:
      'A second backup on the same day replaced it, or somebody or the disk changed it: find out which, and compare with an off-site copy.',
    requiredBy: [],
    judge: ({ files, date }, { cycle }) => {
      const known = files.filter(({ ledger }) => ledger?.unchanged != null);
      if (known.length === 0) return notApplicable('it was not proven before');
      const changed = known.filter(({ ledger }) => ledger!.unchanged === false);
      if (changed.length > 0 && changed.every((file) => isReplacedByRun(file, date, cycle)))
        return notApplicable('the backup that this run started replaced it');
      return judged(
        changed.length === 0,
        `the bytes proven at ${known[0]!.ledger!.provenAt}`,
        changed.length === 0 ? 'the same' : `others: ${changed.map(({ name }) => name).join(', ')}`,
      );
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_ENCRYPTED',
    beforeRestore: true,
    severity: 'critical',
    title: 'The archive is encrypted by openssl',
    remedy:
      'Keep the file until the night has another archive: it may be the only one. Find out what wrote it. If anybody can unpack it, let only root read it (chmod 600) and find out who could. Then run the backup job again.',
    judge: ({ files }) => {
      const read = files.filter(({ reading }) => reading !== null && reading.container !== 'empty');
      if (read.length === 0) return notProven('there is nothing to look at');
      const plain = read.filter(({ reading }) => reading!.container !== 'salted');
      return judged(
        plain.length === 0,
        'the header of openssl enc with a salt',
        plain.length === 0
          ? 'all files have it'
          : some(
              plain.map(
                ({ name, reading }) => `${name} looks like ${reading!.looksLike ?? 'another kind of file'}`,
              ),
            ),
      );
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_DECRYPTS',
    beforeRestore: true,
    severity: 'critical',
    title: 'The passphrase opens the archive',
    remedy:
      'Compare the passphrase with BACKUP_ENCRYPTION_PASSPHRASE on production: after a change every environment must be provisioned again. If the options of openssl differ, provision production’s backup job again. Keep the archive: whoever has the right passphrase can open it.',
    judge: (archive) => {
      const expected = 'a gzip stream after decryption with the configured passphrase';
      for (const { name, reading } of archive.files) {
        const damage = reading?.damages.find(({ kind }) => kind === 'wrong-key' || kind === 'wrong-options');
        if (damage) return failed(expected, damage.message, name);
      }
      const encrypted = archive.files.filter(({ reading }) => reading?.container === 'salted');
      if (encrypted.length === 0) return notProven('there is no encrypted file');
      const start = encrypted.some(({ reading }) =>
        reading!.damages.some(
          ({ layer, kind, offset }) => layer === 'cipher' && kind === 'corrupt' && offset === 16,
        ),
      );
      if (start) return notProven('the beginning of the archive is damaged');
      const how = encrypted.find(({ reading }) => reading!.openedBy !== null)?.reading?.openedBy;
      return passed(expected, how == null ? 'it does' : `it does, ${how}`);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_WHOLE',
    beforeRestore: true,
    severity: 'critical',
    title: 'The file is what production encrypted, from its first byte to its last',
    remedy:
      'Run the backup again or take the night from another copy. A cut file: look at the upload and the disk space. Changed bytes: test the disk of the backup host and compare the other nights.',
    judge: (archive) =>
      damageFinding(archive, 'whole ciphertext, right checksums, nothing after the end', isFileDamage, {
        depth: 'structure',
      }),
  }),
  archiveCheck({
    code: 'ARCHIVE_PACKED_WHOLE',
    beforeRestore: true,
    severity: 'critical',
    title: 'What was encrypted was a whole compressed tar archive',
    remedy:
      'The backup job on production packed the archive badly: look at its error log and at the free space of /tmp there, then run it again.',
    judge: (archive) =>
      damageFinding(archive, 'gzip and tar read to their own ends', isPackingDamage, {
        cause: isFileDamage,
        depth: 'structure',
      }),
  }),
];

type AnyDamage = Parameters<Parameters<typeof damageFinding>[2]>[0];

/** The bytes on the backup host are not those that production encrypted. */
function isFileDamage({ layer, kind }: AnyDamage): boolean {
  if (layer === 'source') return kind !== 'empty';
  return (layer === 'cipher' || layer === 'gzip') && kind === 'corrupt';
}

/** The bytes are production's, but they were broken before the encryption. */
function isPackingDamage({ layer, kind }: AnyDamage): boolean {
  return layer === 'tar' || (layer === 'gzip' && kind !== 'corrupt');
}

/** Proven before this run's own backup of that date began, and made by it. */
function isReplacedByRun({ ledger, listed }: ArchiveFile, date: string, cycle: Facts['cycle']): boolean {
  const backup = cycle?.jobs.backup;
  if (backup?.ok !== true || backup.value.byCron === true || cycle?.expectedDate.ok !== true) return false;
  const startedAt = Date.parse(backup.value.startedAt);
  return (
    cycle.expectedDate.value === date &&
    Date.parse(ledger?.provenAt ?? '') < startedAt &&
    // Whole seconds of a file's time.
    Date.parse(listed?.modifiedAt ?? '') >= startedAt - 1000
  );
}

function usualSize({ files, earlier }: ArchiveFacts): Finding {
  if (files.some(({ listed }) => listed === null)) return notProven('the archive is not complete');
  const nights = earlier.slice(0, 7).map(({ bytes }) => bytes);
  if (nights.length < NIGHTS_FOR_A_MEDIAN) {
    return notApplicable(`only ${nights.length} earlier nights to compare with`);
  }
  const median = [...nights].sort((a, b) => a - b)[Math.floor(nights.length / 2)]!;
  const bytes = files.reduce((sum, { listed }) => sum + listed!.bytes, 0);
  return judged(
    bytes >= median * USUAL.least && bytes <= median * USUAL.most,
    `${USUAL.least} to ${USUAL.most} times ${median} bytes, the median of ${nights.length} nights`,
    `${bytes} bytes`,
  );
}
