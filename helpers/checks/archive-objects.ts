import type { ArchiveFacts } from '../facts/archive.ts';
import type { Facts } from '../facts/facts.ts';
import { archiveCheck, brokenMembers, some, unreadDump, unreadReason } from './archive-judging.ts';
import {
  failed,
  judged,
  notApplicable,
  notProven,
  passed,
  type CheckDefinition,
  type Finding,
} from './check.ts';

/** Questions about the object store in the archive, and what the database says must be in it. */
export const archiveObjectChecks: readonly CheckDefinition<Facts>[] = [
  archiveCheck({
    code: 'ARCHIVE_OBJECTS_WHOLE',
    severity: 'critical',
    title: 'Every object in the backup of the object store is intact',
    remedy:
      'The object store on production has damaged files on its disk: check its log and its disk, and restore them from an older archive.',
    judge: (archive) => {
      const expected = 'metadata, parts and block hashes that fit';
      const { objects } = archive;
      const reason = objectsReason(archive);
      if (reason !== null) return notProven(reason);
      if (objects === null) return notProven('no object store is in the archive');
      const { count, listed } = objects.broken;
      if (count === 0) return passed(expected, `${objects.count} objects`);
      return failed(expected, `${count} broken`, some(listed.map(({ key, why }) => `${key}: ${why}`)));
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_REFERENCES_COMPLETE',
    severity: 'critical',
    title: 'Every file that the database refers to is in the backup of the object store',
    remedy:
      'Records would come back without these files. Check whether production still has them: if so, the backup of the object store is incomplete or of another time. Read the log of the backup job.',
    judge: referencesFinding,
  }),
];

function referencesFinding(archive: ArchiveFacts): Finding {
  const { references, objects, dumps } = archive;
  const reason = objectsReason(archive) ?? unreadDump(archive);
  if (reason !== null) return notProven(reason);
  if (references === null) {
    return dumps.length === 0
      ? notApplicable('no dump with references to files is in the archive')
      : notProven('no table that refers to files was in the dump');
  }
  if (objects === null) return notProven('no object store is in the archive');
  const { missing, missingMadeLater: later, packedFrom } = references;
  const lost = missing - later;
  const note =
    later === 0 ? '' : `, ${later} of rows written after the object store was packed (${packedFrom})`;
  const stores = references.stores.filter((store) => store.missing > 0);
  return judged(
    lost === 0,
    `all ${references.count} referenced files among ${objects.count} objects`,
    `${lost === 0 ? 'none' : lost} missing${note}`,
    missing === 0
      ? undefined
      : `${stores.map((store) => `${store.missing} of ${store.member}`).join(', ')}: ${some(references.listed)}`,
  );
}

function objectsReason(archive: ArchiveFacts): string | null {
  const broken = brokenMembers(archive)[0];
  return unreadReason(archive) ?? (broken === undefined ? null : `a part is broken: ${broken.message}`);
}
