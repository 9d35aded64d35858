import type { ArchiveFacts, PostgresDumpFacts } from '../facts/archive.ts';
import type { Facts } from '../facts/facts.ts';
import { ok, type Outcome } from '../base/outcome.ts';
import type { StagingFacts } from '../facts/staging.ts';
import type { CheckDefinition, Finding } from './check.ts';
import { failed, judged, notApplicable, notProven } from './check.ts';
import { onStaging, stagingCheck, unallowed } from './staging-judging.ts';

/** Tables from which rows go away in daily use: drafts are deleted when they are declared. */
const SHRINKING = new Set(['app.event_action_drafts']);

/** Judges staging's database against the dump in the archive, when both were read. */
const againstDump =
  (
    judge: (
      database: Extract<StagingFacts['database'], { ok: true }>['value'],
      dump: PostgresDumpFacts,
      policy: Facts['policy'],
    ) => Finding,
  ) =>
  (facts: Facts): Finding =>
    onStaging(({ database }) => {
      if (!database.ok)
        return database.reason === 'missing'
          ? failed('the database of the archive', database.why)
          : notProven(database.why);
      const dump = dumpOf(facts.archive);
      return 'status' in dump ? dump : judge(database.value, dump, facts.policy);
    })(facts);

function dumpOf(archive: Outcome<ArchiveFacts> | undefined): PostgresDumpFacts | Finding {
  if (archive === undefined) return notProven('the archive was not read');
  if (!archive.ok) return notProven(archive.why);
  const [dump] = archive.value.dumps;
  if (dump === undefined) return notProven('the archive holds no PostgreSQL dump to compare with');
  return dump.whole ? dump : notProven('the dump in the archive could not be read to its end');
}

/** Whether staging as a whole stands on the archive, told by numbers, times and hashes: no citizen's record is opened. */
export const stagingDataChecks: readonly CheckDefinition<Facts>[] = [
  stagingCheck({
    code: 'STAGING_ROWS_AS_IN_ARCHIVE',
    standsInForARecord: true,
    requiredBy: [],
    title: "No table of staging's database has fewer rows than the archive's dump",
    remedy:
      'The restore stopped half way, ran on another archive, or went into an empty database with a key that does not open the archive although its job reports success. Read the restore log around PostgreSQL.',
    judge: againstDump(({ rows }, { tables }) => {
      const wanted = Object.entries(tables).filter(
        ([name]) => name.startsWith('app.') && !SHRINKING.has(name),
      );
      const fewer = wanted.filter(([name, count]) => count !== null && (rows[name] ?? -1) < count);
      const names = fewer.map(([name, count]) => `${name} ${rows[name] ?? 'missing'} of ${count}`).join(', ');
      const expected = `${wanted.length} tables with at least the rows of the dump`;
      return judged(fewer.length === 0, expected, fewer.length === 0 ? expected : names);
    }),
  }),
  stagingCheck({
    code: 'STAGING_NEWEST_ACTION',
    standsInForARecord: true,
    requiredBy: [],
    title: "Staging's newest change is not older than the archive's",
    remedy:
      'Staging still stands on an earlier night: the restore did not run, ran without an archive, or restored another date. Look at the restore log for the date that it used.',
    judge: againstDump(({ newestAction: staging }, { newestAction: archive }) => {
      if (archive === null) return notProven('the dump in the archive has no action');
      const expected = `not before ${archive}`;
      if (staging === null) return failed(expected, 'no action at all');
      return judged(Date.parse(staging) >= Date.parse(archive), expected, staging);
    }),
  }),
  stagingCheck({
    code: 'STAGING_SCHEMAS_RESTORED',
    severity: 'warning',
    requiredBy: [],
    title: 'Every schema of the dump is on staging, not only the application itself',
    remedy:
      'The restore takes the schema of the application alone: what dashboards read is not on staging, and would be missing after a disaster too. Restore the dump without choosing a schema, or fill the others anew.',
    judge: againstDump(({ rows }, { tables }, { layout }) => {
      const lost = Object.entries(tables).filter(
        ([name, count]) => !name.startsWith('app.') && (count ?? 0) > 0 && (rows[name] ?? 0) === 0,
      );
      const expected = 'rows in every table that has some in the dump';
      const names = lost.map(([name]) => name).join(', ');
      // Known of OpenCRVS's own restore, and the same every night.
      if (layout === 'swarm' && lost.length > 0)
        return notApplicable(
          `the restore of OpenCRVS takes the schema app alone; the country configuration fills these anew: ${names}`,
        );
      return judged(lost.length === 0, expected, lost.length === 0 ? expected : names);
    }),
  }),
  stagingCheck({
    code: 'STAGING_SAMPLE_EQUAL',
    standsInForARecord: true,
    requiredBy: [],
    title: "A sample of the archive's files is on staging, byte for byte",
    remedy:
      'Some missing: the restore of the object store broke off or the disk is full. All missing: it did not run, or the object store was not restarted. Other bytes: staging keeps objects from another source.',
    judge: onStaging(({ sample }) => {
      if (!sample.ok) return notProven(sample.why);
      const { asked, equal, wrong } = sample.value;
      if (asked === 0) return notApplicable('the archive holds no object');
      const kinds = [...new Set(wrong.map(({ what }) => what))].join(', ');
      return judged(
        equal === asked,
        `${asked} equal`,
        equal === asked ? `${equal} equal` : `${equal} equal, others: ${kinds}`,
      );
    }),
  }),
  stagingCheck({
    code: 'STAGING_MARKER_GONE',
    needsRecord: true,
    requiredBy: [],
    title: 'A record left on staging before the restore is gone',
    remedy:
      'The restore did not clear the database: it did not run, is suspended, or found no dump and left the old rows. Look for the restore job in root’s crontab and for tonight’s lines in its log.',
    judge: onStaging(({ marker }) => {
      if (!marker.ok) return notProven(marker.why);
      const { found, opens, trackingId } = marker.value;
      const still = [...(found ? ['is found'] : []), ...(opens ? ['opens'] : [])];
      return judged(
        still.length === 0,
        'gone',
        still.length === 0 ? 'gone' : `${trackingId} ${still.join(' and ')}`,
      );
    }),
  }),
  stagingCheck({
    code: 'STAGING_FILES_CLEARED',
    needsRecord: true,
    severity: 'warning',
    requiredBy: [],
    title: 'A file left on staging before the restore is gone',
    remedy:
      'The restore adds files without clearing the object store: files of earlier nights stay and hide what is missing from tonight’s archive. Trust the archive checks, not what older records show on staging.',
    judge: onStaging(({ marker }) =>
      marker.ok
        ? judged(!marker.value.fileServed, 'gone', marker.value.fileServed ? 'still served' : 'gone')
        : notProven(marker.why),
    ),
  }),
  stagingCheck({
    code: 'STAGING_NOTHING_LEFT_BEHIND',
    requiredBy: [],
    title: 'The jobs of the night left no unpacked data in /tmp on staging',
    remedy:
      'Delete what the check names: it is the register in plain text. A job that stops half way leaves it there, so look at the restore log for the night of its date.',
    judge: onStaging(({ leftovers }) => {
      if (!leftovers.ok) return notProven(leftovers.why);
      const names = leftovers.value.slice(0, 5).join(', ');
      return judged(leftovers.value.length === 0, 'nothing', names === '' ? 'nothing' : names);
    }),
  }),
  stagingCheck({
    code: 'STAGING_COUNTS_PLAUSIBLE',
    severity: 'warning',
    requiredBy: [],
    title:
      'Staging lists no fewer births than production did at the registration, and no more than it does now',
    remedy:
      'Fewer: staging stands on an older backup or its search index is incomplete: reindex and count again. More: somebody registers on staging, or it was filled from another environment.',
    judge: (facts) =>
      onStaging(({ counts, countsOnProduction, marker }) =>
        countsFinding(facts, withoutMarker(counts, marker), countsOnProduction),
      )(facts),
  }),
];

const totalOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

/** What the proof itself left on staging is no birth that the night brought. */
function withoutMarker(
  counts: StagingFacts['counts'],
  marker: StagingFacts['marker'],
): Outcome<Record<string, number>> {
  if (!counts.ok || !marker.ok || !marker.value.found) return counts;
  return ok({ ...counts.value, 'left by the proof': -1 });
}

function countsFinding(
  { registration }: Facts,
  staging: Outcome<Record<string, number>>,
  now: Outcome<Record<string, number>>,
): Finding {
  const before = registration?.counts;
  if (!staging.ok) return unallowed(staging, 'births counted');
  if (before === undefined || !before.ok) return notProven('production was not counted at the registration');
  const [least, actual] = [totalOf(before.value), totalOf(staging.value)];
  const most = now.ok ? totalOf(now.value) : null;
  const expected = most === null ? `at least ${least}` : `${least} to ${most}`;
  return judged(actual >= least && (most === null || actual <= most), expected, String(actual));
}
