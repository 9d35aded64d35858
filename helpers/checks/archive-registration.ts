import type { ArchiveFacts, AttachmentInArchive } from '../facts/archive.ts';
import type { Facts } from '../facts/facts.ts';
import { restoredDump } from '../layout/match-members.ts';
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

const PROFILES = ['acceptance', 'nightly'] as const;

/** Questions about the test registration in the archive. */
export const archiveRegistrationChecks: readonly CheckDefinition<Facts>[] = [
  archiveCheck({
    code: 'ARCHIVE_HAS_REGISTRATION',
    severity: 'critical',
    title: 'The test registration is in the database dump',
    remedy:
      'The dump is older than the registration or of another database: compare its creation time with the time of registration, and look which database the backup job dumps.',
    requiredBy: PROFILES,
    judge: (archive) => {
      if (archive.registrationExpected === null) return notApplicable('no registration was expected');
      const { eventId, trackingId } = archive.registrationExpected;
      const expected = `event ${eventId} with tracking id ${trackingId}`;
      const found = restoredDump(archive)?.registration;
      if (found?.eventId != null) {
        const same = found.eventId === eventId && found.trackingId === trackingId;
        return judged(same, expected, `event ${found.eventId} with tracking id ${found.trackingId}`);
      }
      const mongo = archive.mongo.filter(({ mentions }) => mentions > 0).map(({ member }) => member);
      // Up to 1.8 records live in MongoDB; later its databases are leftovers that prove nothing.
      if (archive.dumps.length === 0 && mongo.length > 0) {
        return passed(expected, `tracking id found in ${mongo.join(', ')}`);
      }
      const elsewhere = archive.dumps.find(({ registration }) => registration?.eventId != null);
      if (elsewhere !== undefined)
        return failed(expected, `only in ${elsewhere.member}, which no restore reads`);
      const reason = absenceReason(archive, 'dump');
      if (reason !== null) return notProven(reason);
      return failed(expected, `not among ${eventCount(archive)} events`, newest(archive));
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_REGISTRATION_COMPLETE',
    severity: 'critical',
    title:
      'The test registration in the dump is as far as it was on production and names all its attachments',
    remedy:
      'The dump was made while the record was being registered, or the events table lost rows: look at the database on production.',
    requiredBy: PROFILES,
    judge: (archive) => {
      if (archive.registrationExpected === null) return notApplicable('no registration was expected');
      const { registrationNumber } = archive.registrationExpected;
      const found = restoredDump(archive);
      if (archive.dumps.length === 0 && archive.mongo.length > 0) {
        return notApplicable('records in MongoDB are only looked up by their tracking id');
      }
      if (found?.registration?.eventId == null) return notProven('the registration was not found in a dump');
      if (!found.whole) return notProven('the dump was not read to its end');
      const { registeredAs, references } = found.registration;
      const unnamed = archive.attachments.filter(({ key }) => !references.includes(key));
      const wrong = [
        ...(registeredAs === registrationNumber ? [] : [stateInDump(registeredAs)]),
        ...unnamed.map(({ field }) => `${field} is not referred to`),
      ];
      const state = registrationNumber === null ? 'declared' : `registration number ${registrationNumber}`;
      const expected = `${state} and ${archive.attachments.length} attachments`;
      return judged(wrong.length === 0, expected, wrong.length === 0 ? 'the same' : some(wrong));
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_HAS_ATTACHMENTS',
    severity: 'critical',
    title: "Every attachment of the test registration is in the object store's backup",
    remedy:
      "Look whether production still serves the file; if so, the object store's backup leaves files out: look at the backup job's log and at the object store.",
    requiredBy: PROFILES,
    judge: (archive) => {
      const { attachments } = archive;
      if (attachments.length === 0) return notApplicable('no attachments were expected');
      const absent = attachments.filter(({ found }) => found === null);
      const expected = `${attachments.length} files under their keys`;
      if (absent.length === 0) return passed(expected, 'all there');
      const moved = absent.filter(({ elsewhere }) => elsewhere !== null);
      const reason = moved.length > 0 ? null : absenceReason(archive, 'objects');
      if (reason !== null) return notProven(reason);
      return failed(expected, `${absent.length} absent`, some(absent.map(absence)));
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_ATTACHMENTS_EQUAL',
    severity: 'critical',
    title: 'The attachments in the backup are the same bytes as on production',
    remedy:
      "The object store changed or damaged the files: compare production's own copy with what was uploaded.",
    requiredBy: PROFILES,
    judge: equalAttachments,
  }),
];

const stateInDump = (registeredAs: string | null): string =>
  registeredAs === null || registeredAs === '' ? 'not registered' : `registered as ${registeredAs}`;

function equalAttachments(archive: ArchiveFacts): Finding {
  const { attachments } = archive;
  if (attachments.length === 0) return notApplicable('no attachments were expected');
  const there = attachments.filter(({ found }) => found !== null);
  const hashed = there.filter(({ found }) => found!.sha256 !== null);
  const different = hashed.filter(({ found, sha256 }) => found!.sha256 !== sha256);
  const expected = 'the hashes read back from production';
  // Bytes out of a damaged archive differ for that reason.
  const reason = different.length > 0 ? absenceReason(archive, 'objects') : null;
  if (reason !== null) return notProven(reason);
  if (different.length > 0)
    return failed(expected, `${different.length} differ`, some(different.map(difference)));
  if (there.length < attachments.length)
    return notProven(`${attachments.length - there.length} were not found`);
  return passed(expected, `all ${there.length} equal`);
}

function difference({ field, bytes, found }: AttachmentInArchive): string {
  if (found!.bytes === bytes) return `${field}: altered`;
  return found!.bytes < bytes
    ? `${field}: truncated, ${found!.bytes} of ${bytes} bytes`
    : `${field}: altered, ${found!.bytes} instead of ${bytes} bytes`;
}

const absence = ({ field, key, elsewhere }: AttachmentInArchive): string =>
  elsewhere === null ? `${field} (${key})` : `${field} lies under another key, ${elsewhere}`;

/** Why it proves nothing that something was not found; null: its place was read in full. */
function absenceReason(archive: ArchiveFacts, place: 'dump' | 'objects'): string | null {
  const reason = unreadReason(archive);
  if (reason !== null) return reason;
  const broken = brokenMembers(archive)[0];
  if (place === 'objects') {
    if (archive.objects === null) return 'no object store is in the archive';
    return broken?.layer.startsWith('nested') ? `a part of the archive is broken: ${broken.message}` : null;
  }
  const unread = unreadDump(archive);
  if (unread !== null) return unread;
  const { dumps, mongo } = archive;
  const read =
    dumps.length > 0
      ? dumps.some(({ whole }) => whole)
      : mongo.length > 0 && mongo.every(({ whole }) => whole);
  if (!read) return 'no database dump was read to its end';
  return null;
}

const eventCount = ({ dumps }: ArchiveFacts): number =>
  dumps.reduce((sum, { eventsByType }) => sum + Object.values(eventsByType).reduce((a, b) => a + b, 0), 0);

function newest({ dumps }: ArchiveFacts): string | undefined {
  const last = dumps
    .map(({ newestAction }) => newestAction ?? '')
    .sort()
    .at(-1);
  return last ? `newest action in the dump: ${last}` : undefined;
}
