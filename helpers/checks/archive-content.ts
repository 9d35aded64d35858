import { missingMembers, olderTableOf } from '../layout/match-members.ts';
import { memberTableOf } from '../layout/members.ts';
import { APPLICATION_TABLES } from '../layout/tables.ts';
import type { Facts } from '../facts/facts.ts';
import {
  archiveCheck,
  brokenMembers,
  damageFinding,
  isOuter,
  some,
  unreadReason,
} from './archive-judging.ts';
import { archiveDates } from './archive-dates.ts';
import { failed, judged, notApplicable, notProven, passed, type CheckDefinition } from './check.ts';

/** Questions about what is in the archive, whoever's records they are. */
export const archiveContentChecks: readonly CheckDefinition<Facts>[] = [
  archiveCheck({
    code: 'ARCHIVE_JOB_VERSION',
    severity: 'critical',
    title: 'The archive was made by the backup job of this version of OpenCRVS',
    remedy:
      'Provision production again: its crontab runs a copy of the backup job that an upgrade alone does not replace.',
    judge: (archive, { policy }) => {
      const reason = unreadReason(archive, 'structure');
      if (reason !== null) return notProven(reason);
      const table = memberTableOf(policy.layout, policy.opencrvsVersion);
      const older = olderTableOf(archive, table, policy.stores);
      const expected = `the members of version ${table.version}`;
      return older === null
        ? passed(expected, 'no older job fits better')
        : failed(expected, `those of ${older}`);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_MEMBERS',
    severity: 'critical',
    title: 'Every store of the deployment is in the archive',
    remedy:
      "The dump of that store failed: look at the backup job's log and error log and at the store itself.",
    judge: (archive, { policy }) => {
      const table = memberTableOf(policy.layout, policy.opencrvsVersion);
      const reason = unreadReason(archive, 'structure');
      if (reason !== null) return notProven(reason);
      const older = olderTableOf(archive, table, policy.stores);
      if (older !== null) return notProven(`the archive is one of version ${older}`);
      const { absent, empty } = missingMembers(archive, table, policy.stores);
      const wrong = [
        ...absent.map((path) => `${path} is missing`),
        ...empty.map((path) => `${path} is empty`),
      ];
      const expected = `the members of version ${table.version}`;
      return judged(wrong.length === 0, expected, wrong.length === 0 ? 'all there, none empty' : some(wrong));
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_NAMES_SAFE',
    severity: 'warning',
    title: 'Nothing in the archive is dangerous to unpack',
    remedy: 'Do not unpack it by hand. Find out how a link, a device or such a path came into a backup.',
    requiredBy: [],
    judge: (archive) => {
      const { count, listed } = archive.members.hostile;
      const expected = 'plain files and folders with relative names';
      if (count > 0) {
        return failed(
          expected,
          `${count} others`,
          some(listed.map(({ member, why }) => `${member}: ${why}`)),
        );
      }
      const reason = unreadReason(archive, 'structure');
      return reason === null ? passed(expected, 'nothing else') : notProven(reason);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_NESTED_WHOLE',
    beforeRestore: true,
    severity: 'critical',
    title: 'Every archive and compressed file in the archive is whole',
    remedy:
      "The dump of that store broke off on production before it was packed: look at the backup job's log, at the store and at the free space there, then run it again.",
    judge: (archive) =>
      damageFinding(
        archive,
        'every nested gzip and tar read to its end',
        ({ layer }) => layer.startsWith('nested'),
        { cause: isOuter },
      ),
  }),
  archiveCheck({
    code: 'ARCHIVE_DUMP_WHOLE',
    beforeRestore: true,
    severity: 'critical',
    title: 'The database dump is whole',
    remedy: 'pg_dump broke off on production: look at the error log of the backup job and at the database.',
    judge: (archive) =>
      damageFinding(archive, 'a dump in custom format, read to its end', ({ layer }) => layer === 'content', {
        cause: isOuter,
      }),
  }),
  archiveCheck({
    code: 'ARCHIVE_OBJECTS_WHOLE',
    severity: 'critical',
    title: "Every object in the object store's backup is whole",
    remedy:
      'The object store on production has damaged files on its disk: look at its log and its disk, and bring them back from an older archive.',
    judge: (archive) => {
      const expected = 'metadata, parts and block hashes that fit';
      const { objects } = archive;
      const broken = brokenMembers(archive)[0];
      const reason =
        unreadReason(archive) ?? (broken === undefined ? null : `a part is broken: ${broken.message}`);
      if (reason !== null) return notProven(reason);
      if (objects === null) return notProven('no object store is in the archive');
      const { count, listed } = objects.broken;
      if (count === 0) return passed(expected, `${objects.count} objects`);
      return failed(expected, `${count} broken`, some(listed.map(({ key, why }) => `${key}: ${why}`)));
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_DUMP_TABLES',
    beforeRestore: true,
    severity: 'critical',
    title: "The database dump holds the register's tables",
    remedy:
      "pg_dump ran against an empty or another database: look at the backup job's connection and at the database.",
    judge: (archive) => {
      const expected = APPLICATION_TABLES.join(', ');
      const lacks = archive.dumps.map(({ tables }) => APPLICATION_TABLES.filter((name) => !(name in tables)));
      if (lacks.some((names) => names.length === 0)) return passed(expected, 'all there');
      if (archive.dumps.length === 0 && archive.mongo.length > 0) {
        return notApplicable('this version keeps its records in MongoDB');
      }
      const whole = archive.dumps.find(({ whole }) => whole);
      if (whole !== undefined)
        return failed(expected, `${Object.keys(whole.tables).length} tables, not these`, whole.member);
      return notProven(unreadReason(archive) ?? 'no database dump was read to its end');
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_DATES',
    severity: 'critical',
    title: 'What is in the archive is of its night',
    remedy:
      "An older archive lies under this night's name, or dumps of another night were packed: find out who copied it, and run the backup job again.",
    judge: archiveDates,
  }),
  archiveCheck({
    code: 'ARCHIVE_REFERENCES_COMPLETE',
    severity: 'critical',
    title: "Every file that the database refers to is in the object store's backup",
    remedy:
      "Records would come back without these files. Look whether production still has them (then the object store's backup is incomplete), and at the backup job's log.",
    judge: (archive) => {
      const { references, objects } = archive;
      const reason = unreadReason(archive);
      if (reason !== null) return notProven(reason);
      if (references === null) return notApplicable('no dump with references to files is in the archive');
      const broken = brokenMembers(archive)[0];
      if (broken !== undefined) return notProven(`a part of the archive is broken: ${broken.message}`);
      if (objects === null) return notProven('no object store is in the archive');
      const lost = references.missing - references.missingMadeLater;
      const later = references.missingMadeLater;
      const note = later === 0 ? '' : `, ${later} of rows made while the backup ran`;
      return judged(
        lost === 0,
        `all ${references.count} referred files among ${objects.count} objects`,
        lost === 0 ? `none missing${note}` : `${lost} missing${note}`,
        references.listed.length === 0 ? undefined : some(references.listed),
      );
    },
  }),
];
