import { err, ok } from '../../../../helpers/base/outcome.ts';
import {
  broken,
  damage,
  emptySearch,
  filesGone,
  job,
  noArchive,
  notIndexed,
  onKubernetes,
  recordGone,
} from '../spoil.ts';
import type { Whole } from '../spoil.ts';

/** A run against a real OpenCRVS 2.0.0 on 2026-11-25: what it saw, what failed, and what was wrong in truth. */
export interface Recorded {
  name: string;
  /** What was done to the deployment. */
  what: string;
  /** The critical checks that failed in the recorded verdict. */
  failed: readonly string[];
  /** The true cause. */
  cause: string;
  spoil: (facts: Whole) => void;
}

const NOT_FOUND = ['STAGING_FOUND_BY_TRACKING_ID', 'STAGING_FOUND_BY_NAME', 'STAGING_FOUND_IN_CLIENT'];
const SEARCH_FAILS = err('unexpected', 'staging answered event.search with 500: Internal server error');
const PAGE_FAILS = err('unexpected', 'the client could not show the record: Internal server error');

/** Those runs declared their record, so that it had no number. */
function declared({ policy, registration, archive, staging }: Whole): void {
  policy.record = 'declared';
  if (registration.record.ok) registration.record.value.registrationNumber = null;
  if (archive.value.registrationExpected) archive.value.registrationExpected.registrationNumber = null;
  for (const { registration: found } of archive.value.dumps) if (found) found.registeredAs = null;
  const noNumber = err('not-asked', 'the record is declared only and has no registration number');
  staging.foundByRegistrationNumber = staging.searchBox.registrationNumber = noNumber;
  staging.inWorkqueue = noNumber;
}

function missed(facts: Whole): void {
  recordGone(facts.staging);
  declared(facts);
}

/** An earlier night's database, as far as the run's own marker is left out. */
function olderRows({ staging, archive }: Whole, newestAction: string): void {
  if (!staging.database.ok) return;
  const events = archive.value.dumps[0]?.tables['app.events'] ?? 0;
  staging.database.value.rows['app.events'] = events - 1;
  staging.database.value.newestAction = newestAction;
}

export const RECORDED: readonly Recorded[] = [
  {
    name: 'accept1',
    what: 'the backup host drops every packet',
    failed: [
      'CYCLE_BACKUP_JOB',
      'CYCLE_DOWNLOAD_JOB',
      'CYCLE_RESTORE_JOB',
      'RETENTION_NEWEST_PRESENT',
      'ARCHIVE_EXISTS',
      'STAGING_FOUND_BY_TRACKING_ID',
      'STAGING_FOUND_BY_REGISTRATION_NUMBER',
      'STAGING_FOUND_BY_NAME',
      'STAGING_FIELDS_STORED_EQUAL',
      'STAGING_ATTACHMENTS_EQUAL',
      'STAGING_NOTHING_LEFT_BEHIND',
    ],
    cause: 'BACKUP_HOST_OUT_OF_REACH',
    spoil: (facts) => {
      noArchive(facts);
      const timedOut = [
        'ssh: connect to host 192.0.2.4 port 22: Connection timed out',
        'rsync: connection unexpectedly closed (0 bytes received so far) [sender]',
        'rsync error: unexplained error (code 255) at io.c(285) [sender=3.5.0]',
      ];
      job(facts, 'backup', {
        successLine: false,
        log: ['jq: error (at <stdin>:0): Cannot iterate over null (null)', ...timedOut],
      });
      job(facts, 'download', { exitCode: 255, successLine: false, log: timedOut });
      job(facts, 'restore', { exitCode: 7, log: [] });
      const { staging } = facts;
      staging.foundByTrackingId = staging.foundByName = staging.foundByRegistrationNumber = SEARCH_FAILS;
      const noBox = err('unreachable', 'the search box: locator.fill: Timeout 30000ms exceeded.');
      staging.searchBox = { trackingId: noBox, registrationNumber: noBox, name: noBox };
      staging.page = staging.rendered = err('unreachable', PAGE_FAILS.ok ? '' : PAGE_FAILS.why);
      staging.declaration = err('missing', 'staging answered event.get with 404: Event not found');
      filesGone(staging);
      staging.database = err(
        'unexpected',
        'staging: psql: password authentication failed for user "postgres"',
      );
      staging.laterRecord = staging.marker = staging.counts = SEARCH_FAILS;
      staging.sample = err('not-asked', 'the archive holds no object');
      staging.leftovers = ok(['backup-2026-11-25']);
    },
  },
  {
    name: 'truncate',
    what: 'the archive was truncated on the backup host',
    failed: [
      'CYCLE_DOWNLOAD_JOB',
      'ARCHIVE_WHOLE',
      ...NOT_FOUND,
      'STAGING_RECORD_OPENS',
      'STAGING_FIELDS_STORED_EQUAL',
      'STAGING_ATTACHMENTS_EQUAL',
      'STAGING_ROWS_AS_IN_ARCHIVE',
      'STAGING_NEWEST_ACTION',
      'STAGING_SAMPLE_EQUAL',
      'STAGING_NOTHING_LEFT_BEHIND',
    ],
    cause: 'ARCHIVE_TRUNCATED',
    spoil: (facts) => {
      missed(facts);
      olderRows(facts, '2026-11-23T04:14:16.694Z');
      const { dumps } = facts.archive.value;
      damage(facts, [broken('source', 'cut')]);
      // What of the dump came before the end was read.
      facts.archive.value.dumps = dumps;
      job(facts, 'download', { exitCode: 1, successLine: false, log: ['bad decrypt'] });
      filesGone(facts.staging);
      facts.staging.sample = ok({ asked: 16, equal: 8, wrong: [{ key: 'a.png', what: 'missing' }] });
      facts.staging.leftovers = ok(['backup-2026-11-25']);
      facts.staging.counts = ok({ REGISTERED: 195 });
    },
  },
  {
    name: 'missing-object',
    what: 'one of the record’s files was taken out of the backup',
    failed: ['ARCHIVE_HAS_ATTACHMENTS', 'STAGING_ATTACHMENTS_RENDERED', 'STAGING_ATTACHMENTS_EQUAL'],
    cause: 'FILES_MISSING_IN_ARCHIVE',
    spoil: (facts) => {
      declared(facts);
      const [, lost] = facts.archive.value.attachments;
      if (lost) lost.found = null;
      if (facts.archive.value.references)
        Object.assign(facts.archive.value.references, { missing: 1, missingMadeLater: 1 });
      filesGone(facts.staging, (index) => index === 1);
    },
  },
  {
    name: 'skip-reindex',
    what: 'the restore left out its last step, the reindexing',
    failed: [...NOT_FOUND, 'STAGING_RECORD_OPENS'],
    cause: 'INDEX_NOT_REBUILT',
    spoil: (facts) => {
      notIndexed(facts.staging);
      emptySearch(facts.staging);
      declared(facts);
    },
  },
  {
    name: 'skip-restore',
    what: 'the restore did nothing and reported success',
    failed: [
      ...NOT_FOUND,
      'STAGING_RECORD_OPENS',
      'STAGING_FIELDS_STORED_EQUAL',
      'STAGING_ATTACHMENTS_EQUAL',
      'STAGING_ROWS_AS_IN_ARCHIVE',
      // Passed in the recorded verdict, on the action of the run's own marker.
      'STAGING_NEWEST_ACTION',
      'STAGING_SAMPLE_EQUAL',
      'STAGING_MARKER_GONE',
    ],
    cause: 'RESTORE_NOT_RUN',
    spoil: (facts) => {
      missed(facts);
      olderRows(facts, '2026-11-23T04:10:00.000Z');
      filesGone(facts.staging);
      facts.staging.sample = ok({ asked: 50, equal: 40, wrong: [{ key: 'a.png', what: 'missing' }] });
      facts.staging.marker = ok({ trackingId: 'ML41GC', found: true, opens: true, fileServed: true });
      facts.staging.counts = ok({ REGISTERED: 200 });
    },
  },
  {
    name: 'accept-k8s2',
    what: 'the reindexing job of a cluster failed, all else was restored',
    failed: ['CYCLE_RESTORE_JOB', ...NOT_FOUND, 'STAGING_RECORD_OPENS', 'STAGING_MARKER_GONE'],
    cause: 'INDEX_NOT_REBUILT',
    spoil: (facts) => {
      const restore = structuredClone(facts.cycle.jobs.restore);
      onKubernetes(facts);
      if (restore?.ok === true)
        facts.cycle.jobs.restore = ok({
          ...restore.value,
          exitCode: 7,
          byCommand: true,
          successLine: null,
          log: [],
        });
      notIndexed(facts.staging);
      declared(facts);
      facts.staging.marker = ok({ trackingId: 'ML41GC', found: true, opens: false, fileServed: true });
      facts.staging.counts = ok({ REGISTERED: 195 });
    },
  },
];
