import type { ArchiveFacts } from '../facts/archive.ts';
import type { Facts } from '../facts/facts.ts';
import type { DrillFacts, RestoredDatabase } from '../facts/drill.ts';
import { some } from './archive-judging.ts';
import { judged, notApplicable, notProven, type Finding } from './check.ts';

export const archiveOf = ({ archive }: Facts): ArchiveFacts | null =>
  archive?.ok === true ? archive.value : null;

/** `3 without any action`; null: none. */
export const counted = (count: number, what: string): string | null =>
  count === 0 ? null : `${count} ${what}`;

/** The rows of every table against those of the dump. */
export function rowsFinding({ rows }: RestoredDatabase, archive: ArchiveFacts | null): Finding {
  const dump = archive?.dumps.find(({ tables }) => 'app.events' in tables);
  if (dump === undefined) return notProven('the rows of the dump were not counted');
  if (dump.unreadable !== null)
    return notApplicable(`the dump cannot be counted before it is restored: ${dump.unreadable}`);
  // A swarm's restore leaves out what lies outside of the schema app.
  const wanted = Object.entries(dump.tables).filter(
    ([name]) => archive?.layout !== 'swarm' || name.startsWith('app.'),
  );
  const wrong = wanted.filter(([name, count]) => count !== null && rows[name] !== count);
  const total = wanted.reduce((sum, [, count]) => sum + (count ?? 0), 0);
  return judged(
    wrong.length === 0,
    `${total} rows in ${wanted.length} tables`,
    some(wrong.map(([name, count]) => `${name} has ${rows[name] ?? 'no'} rows instead of ${count}`)) ||
      'the same',
  );
}

/** What the records refer to against the objects, and the other way round. */
export function filesFinding(archive: ArchiveFacts | null): Finding {
  if (archive === null) return notProven('the archive was not read');
  const { objects, references } = archive;
  if (objects === null)
    return judged(false, 'an object store in the backup', 'there is none: every attachment would be lost');
  if (references === null) return notProven('which files the records refer to was not read');
  const unreferenced = objects.count - (references.count - references.missing);
  const expected = `${references.count} files that records refer to`;
  const broken = objects.broken.count > 0 ? `${objects.broken.count} objects are broken; ` : '';
  const missing =
    references.missing > 0 ? `${references.missing} are missing: ${some(references.listed)}` : 'all there';
  return judged(
    references.missing === 0 && objects.broken.count === 0,
    expected,
    `${broken}${missing}; ${unreferenced} of ${objects.count} objects belong to no record`,
  );
}

const DAY_MS = 86_400_000;

/** A night's backup carries the day before it; dates are the backup's own, so a day is allowed for zones. */
export function newestFinding(newestAction: string | null, night: string): Finding {
  const expected = `a change within the two days up to ${night}`;
  if (newestAction === null) return judged(false, expected, 'no change of any record');
  const days =
    (Date.parse(`${night}T00:00:00Z`) - Date.parse(`${newestAction.slice(0, 10)}T00:00:00Z`)) / DAY_MS;
  return judged(days <= 2, expected, newestAction);
}

/** The test record of an earlier run against what came back. */
export function testRecordFinding(
  record: RestoredDatabase['testRecord'],
  archive: ArchiveFacts | null,
): Finding {
  const expected = archive?.registrationExpected ?? null;
  if (record === null || expected === null)
    return notApplicable(
      'no test record of this folder is older than the backup: “npm run accept” makes one',
    );
  const files = archive?.attachments ?? [];
  const lost = files.filter(
    ({ found, bytes, sha256 }) =>
      found === null || found.bytes !== bytes || (found.sha256 !== null && found.sha256 !== sha256),
  );
  const wrong = [
    record.found ? null : 'it is not in the register',
    record.found && record.registrationNumber !== expected.registrationNumber
      ? `registered as ${record.registrationNumber ?? 'nothing'} instead of ${expected.registrationNumber ?? 'nothing'}`
      : null,
    counted(lost.length, 'of its files are missing or others'),
  ].filter((line) => line !== null);
  return judged(
    wrong.length === 0,
    `${expected.trackingId} with ${files.length} files`,
    some(wrong) || `${record.actions} actions, ${files.length} files equal`,
  );
}

/** How long it took, and what would be lost. */
export function timeFinding({ phases, archiveBytes, backupAt, startedAt, restore }: DrillFacts): Finding {
  const total = Object.values(phases).reduce((sum, ms) => sum + ms, 0);
  const restoring = phases['read and restored'] ?? total;
  const mib = archiveBytes / 2 ** 20;
  const rate = mib / Math.max(restoring / 1000, 0.001);
  const dump = restore.ok ? `, dump ${(restore.value.dumpBytes / 2 ** 20).toFixed(0)} MiB` : '';
  const age = backupAt === null ? null : (Date.parse(startedAt) - Date.parse(backupAt)) / 3_600_000;
  return judged(
    total > 0,
    'measured',
    [
      `RTO of this part ${inSeconds(total)} for ${mib.toFixed(0)} MiB${dump}: ${rate.toFixed(1)} MiB/s, so ${inSeconds((1024 / rate) * 1000)} a GiB`,
      ...Object.entries(phases).map(([phase, ms]) => `${phase} ${inSeconds(ms)}`),
      ...(age === null ? [] : [`RPO now: everything since ${backupAt}, ${age.toFixed(1)} h`]),
    ].join('; '),
  );
}

const inSeconds = (ms: number): string =>
  ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
