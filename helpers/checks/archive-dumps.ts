import type { ArchiveFacts, DumpGap } from '../facts/archive.ts';
import type { Facts } from '../facts/facts.ts';
import { restoredDump } from '../layout/match-members.ts';
import { APPLICATION_TABLES } from '../layout/tables.ts';
import { versionFor } from '../layout/versions.ts';
import { archiveDates } from './archive-dates.ts';
import { rowsAsOnProduction } from './archive-rows.ts';
import { archiveCheck, damageFinding, isOuter, some, unreadDump, unreadReason } from './archive-judging.ts';
import { failed, notApplicable, notProven, passed, type CheckDefinition, type Finding } from './check.ts';

/** Questions about the database dump in the archive. */
export const archiveDumpChecks: readonly CheckDefinition<Facts>[] = [
  archiveCheck({
    code: 'ARCHIVE_DUMP_WHOLE',
    beforeRestore: true,
    severity: 'critical',
    title: 'The database dump is complete',
    remedy: 'pg_dump broke off on production: read the error log of the backup job and check the database.',
    judge: (archive) => {
      const finding = damageFinding(archive, 'a dump read to its end', ({ layer }) => layer === 'content', {
        cause: isOuter,
      });
      const unread = unreadDump(archive);
      return finding.status === 'passed' && unread !== null ? notProven(unread) : finding;
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_DUMP_TABLES',
    beforeRestore: true,
    severity: 'critical',
    title: 'The database dump contains the register’s tables',
    remedy:
      'pg_dump ran against an empty or another database, or left tables out: check the connection and the options of pg_dump in the backup job, and the database itself.',
    judge: tablesFinding,
  }),
  archiveCheck({
    code: 'ARCHIVE_DUMP_RESTORABLE',
    beforeRestore: true,
    severity: 'critical',
    title: 'The database dump rebuilds the register in an empty database',
    remedy:
      'pg_dump was called with options that leave something out (--data-only, --schema-only, -t, -T, --exclude-table-data, --section): take them out of the backup job. Until then a restore after a disaster fails or loses what is listed.',
    judge: restorableFinding,
  }),
  archiveCheck({
    code: 'ARCHIVE_ROWS_AS_ON_PRODUCTION',
    severity: 'critical',
    title: 'The database dump has every row that production had',
    remedy:
      'pg_dump saw only a part of the database: check with which user the backup job dumps (a row security policy hides rows from it), and its options (-T, --exclude-table-data, --enable-row-security). Then run the backup again.',
    requiredBy: [],
    judge: rowsAsOnProduction,
  }),
  archiveCheck({
    code: 'ARCHIVE_DATES',
    severity: 'critical',
    title: 'The archive’s contents match its date',
    remedy:
      'An older archive lies under this night’s name, or dumps of another night were packed: find out who copied it, and run the backup job again.',
    judge: archiveDates,
  }),
];

/** What a finding about the dump's own content waits for; null: it can be judged by what is absent. */
function dumpReason(archive: ArchiveFacts): Finding | null {
  if (archive.dumps.length === 0 && archive.mongo.length > 0)
    return notApplicable('this version keeps its records in MongoDB');
  const reason = unreadReason(archive) ?? unreadDump(archive);
  if (reason !== null) return notProven(reason);
  if (archive.dumps.length === 0) return notProven('the archive has no database dump');
  return null;
}

function tablesFinding(archive: ArchiveFacts, { policy }: Facts): Finding {
  const dump = restoredDump(archive);
  const { tables: known } = versionFor(policy.layout, policy.opencrvsVersion);
  // Another version may have dropped some; a dump with most of them is of one that has them all.
  const isSuch = known.filter((name) => dump !== undefined && name in dump.tables).length > known.length / 2;
  const wanted = isSuch ? [...new Set([...APPLICATION_TABLES, ...known])] : [...APPLICATION_TABLES];
  const expected = wanted.join(', ');
  if (dump !== undefined && wanted.every((name) => name in dump.tables)) return passed(expected, 'all there');
  const reason = dumpReason(archive);
  if (reason !== null) return reason;
  if (dump === undefined) return notProven('no dump lies where a restore reads it');
  if (!dump.whole) return notProven('the dump was not read to its end');
  const lacking = wanted.filter((name) => !(name in dump.tables));
  const count = Object.keys(dump.tables).length;
  return lacking.length === wanted.length
    ? failed(expected, `${count} tables, not these`, dump.member)
    : failed(expected, `without ${lacking.join(', ')}`, dump.member);
}

/** A restore of OpenCRVS takes this schema alone. */
const isOfRegister = (name: string): boolean => name === 'app' || name.startsWith('app.');

function restorableFinding(archive: ArchiveFacts): Finding {
  const expected = 'every table with its definition, its rows and its keys';
  const reason = dumpReason(archive);
  if (reason !== null) return reason;
  const dump = restoredDump(archive);
  if (dump === undefined) return notProven('no dump lies where a restore reads it');
  if (!dump.whole) return notProven('the dump was not read to its end');
  const saying = (isIt: (name: string) => boolean): string[] =>
    dump.lacks.flatMap(({ what, names }) => {
      const wrong = names.filter(isIt);
      return wrong.length === 0 ? [] : [`${LACKS[what]}: ${some(wrong)}`];
    });
  const wrong = saying(isOfRegister);
  if (wrong.length > 0) return failed(expected, wrong.join('; '), dump.member);
  const others = saying((name) => !isOfRegister(name));
  const form = `a ${dump.header?.form ?? 'custom'} dump with all of it`;
  return passed(expected, others.length === 0 ? form : `${form}; in other schemas ${others.join('; ')}`);
}

const LACKS: Record<DumpGap['what'], string> = {
  definition: 'rows without the definition of their table',
  rows: 'tables without their rows',
  position: 'sequences without their position',
  key: 'tables without their primary key',
  name: 'names that nothing in the dump defines',
};
