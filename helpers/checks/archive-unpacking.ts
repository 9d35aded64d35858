import type { Facts } from '../facts/facts.ts';
import { archiveCheck, brokenMembers, some, unreadReason } from './archive-judging.ts';
import { failed, judged, notProven, passed, type CheckDefinition } from './check.ts';

/** Questions about what unpacking the archive would leave on a disk, beside what was read in it. */
export const archiveUnpackingChecks: readonly CheckDefinition<Facts>[] = [
  archiveCheck({
    code: 'ARCHIVE_UNPACKS_AS_READ',
    severity: 'critical',
    title: 'Unpacking the archive gives what was verified',
    remedy:
      'Do not restore this night. tar keeps the last member of a name and skips what it refuses. Find out what wrote to the archive besides the backup job, then run the job again.',
    judge: (archive) => {
      const { count, listed } = archive.members.unlikeRead;
      const expected = 'every name once, nothing that tar unpacks otherwise';
      if (count > 0) {
        const shown = some(listed.map(({ member, why }) => `${member}: ${why}`));
        return failed(expected, `${count} other members`, shown);
      }
      const reason = unreadReason(archive, 'structure');
      return reason === null ? passed(expected, 'nothing else') : notProven(reason);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_FILES_TORN',
    severity: 'warning',
    title: 'No image or document in the object store’s backup is torn',
    remedy:
      'Open these files on production. If they are torn there too, its disk was full or failed when they were stored: restore them from an older archive, or ask the office for the document again.',
    requiredBy: [],
    judge: (archive) => {
      const { objects } = archive;
      if (objects === null) return notProven('no object store is in the archive');
      const { count, listed } = objects.torn;
      const expected = 'every PNG, JPEG and PDF has its end';
      const shown = some(listed.map(({ key, why }) => `${key}: ${why}`));
      if (count > 0) return failed(expected, `${count} of ${objects.count} files torn`, shown);
      const broken = brokenMembers(archive)[0];
      const reason = unreadReason(archive) ?? broken?.message ?? null;
      return reason === null ? judged(true, expected, `${objects.count} files`) : notProven(reason);
    },
  }),
];
