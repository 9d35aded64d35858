import { ok, err } from '../../../../helpers/base/outcome.ts';
import { withoutLogin } from '../../staging/healthy.ts';
import {
  dayBehind,
  emptySearch,
  fileLostInArchive,
  filesGone,
  job,
  notIndexed,
  onKubernetes,
} from '../spoil.ts';
import type { Whole } from '../spoil.ts';
import type { Fault } from './fault.ts';

const alive = ok({ trackingId: 'MARKER', found: true, opens: true, fileServed: true });
const PRODUCTION_FILES = 'https://minio.production.example.org';

const lostIndex = (facts: Whole): void => {
  notIndexed(facts.staging);
  emptySearch(facts.staging);
};

export const restoreFaults: readonly Fault[] = [
  {
    id: 'F46',
    cause: 'RESTORE_STOPPED_AFTER_DATABASE',
    what: 'pg_restore warns, the restore stops there',
    spoil: (facts) => {
      lostIndex(facts);
      filesGone(facts.staging);
      facts.staging.sample = ok({ asked: 5, equal: 0, wrong: [{ key: 'a.png', what: 'missing' }] });
      job(facts, 'restore', { exitCode: 1, log: ['pg_restore: warning: errors ignored on restore: 1'] });
    },
  },
  {
    id: 'F48',
    cause: 'FILES_NOT_RESTORED',
    what: 'the object store stays empty',
    spoil: ({ staging }) => {
      filesGone(staging);
      staging.sample = ok({ asked: 5, equal: 0, wrong: [{ key: 'a.png', what: 'missing' }] });
    },
  },
  {
    id: 'F49',
    cause: 'FILES_MISSING_IN_ARCHIVE',
    outside: 'STALE_FILES_STAY',
    what: 'files are never cleared and hide what is missing',
    spoil: (facts) => {
      fileLostInArchive(facts);
      facts.staging.marker = ok({ trackingId: 'MARKER', found: false, opens: false, fileServed: true });
    },
  },
  {
    id: 'F49',
    cause: 'STALE_FILES_STAY',
    what: 'files of earlier nights are never cleared',
    spoil: ({ staging }) => {
      staging.marker = ok({ trackingId: 'MARKER', found: false, opens: false, fileServed: true });
    },
  },
  {
    id: 'F50',
    cause: 'YESTERDAY_RESTORED',
    what: "yesterday's date is restored (2.x)",
    spoil: (facts) => {
      onKubernetes(facts);
      dayBehind(facts);
    },
  },
  {
    id: 'F50',
    cause: 'YESTERDAY_RESTORED',
    what: 'a label in the restore job (swarm)',
    spoil: (facts) => {
      dayBehind(facts);
      job(facts, 'restore', {
        log: ['Restoring the backup of 2026-11-22', 'Restoring PostgreSQL database events'],
      });
    },
  },
  {
    id: 'F51',
    cause: 'RESTORE_NOT_RUN',
    what: 'the restore is suspended',
    spoil: (facts) => {
      dayBehind(facts);
      facts.staging.marker = alive;
      facts.cycle.jobs.restore = err('missing', "root's crontab on staging has no restore job");
      facts.cycle.jobs.download = err('missing', "root's crontab on staging has no download job");
      if (facts.cycle.schedules.ok)
        facts.cycle.schedules.value = facts.cycle.schedules.value.filter(({ host }) => host !== 'staging');
      facts.retention.value.jobs.staging = ok([]);
    },
  },
  {
    id: 'F52',
    cause: 'INDEX_NOT_REBUILT',
    what: 'reindexing failed',
    spoil: (facts) => {
      lostIndex(facts);
      job(facts, 'restore', { log: ['Reindex attempt failed', 'Failed to reindex search'] });
    },
  },
  {
    id: 'F54',
    cause: 'INDEX_NOT_REBUILT',
    what: 'reindexed before the restore had ended',
    spoil: ({ staging }) => notIndexed(staging),
  },
  {
    id: 'F25',
    cause: 'RESTORE_TOOLS_OUT_OF_REACH',
    what: 'the reindexing step cannot fetch its packages',
    spoil: (facts) => {
      lostIndex(facts);
      job(facts, 'restore', {
        exitCode: 1,
        log: ['fetch https://registry.example.org: temporary error (try again later)'],
      });
    },
  },
  {
    id: 'F53',
    cause: 'RESTORE_REPORTS_WRONGLY',
    what: 'the job fails although all is well',
    spoil: (facts) => job(facts, 'restore', { exitCode: 1, log: ['Restore did not complete successfully'] }),
  },
  {
    id: 'F55',
    cause: 'STAGING_BACKS_ITSELF_UP',
    what: 'staging backs itself up while it restores',
    spoil: (facts) => {
      if (facts.cycle.schedules.ok)
        facts.cycle.schedules.value.push({ job: 'backup', host: 'staging', schedule: '0 0 * * *' });
      filesGone(facts.staging, (index) => index > 1);
    },
  },
  {
    id: 'F57',
    cause: 'STAGING_DOWN',
    what: 'a restore of another type cleared the database',
    spoil: (facts) => {
      onKubernetes(facts);
      withoutLogin(facts.staging, err('unreachable', 'staging: authenticate got no answer'));
      facts.staging.database = err('not-asked', 'no SSH login on staging is configured');
    },
  },
  {
    id: 'F60',
    cause: 'LOGIN_LOST',
    what: "production's passwords do not open staging",
    spoil: ({ staging }) => withoutLogin(staging, err('refused', 'the user name or the password is wrong')),
  },
  {
    id: 'F60',
    cause: 'LOGIN_LOST',
    what: 'a service of staging cannot log in to its database',
    spoil: ({ staging }) =>
      withoutLogin(staging, err('unexpected', 'staging answered authenticate with 500')),
  },
  {
    id: 'F61',
    // OpenCRVS’s own restore takes the schema app alone: known, and the same every night.
    cause: null,
    what: 'a further schema is not restored',
    spoil: ({ archive }) => {
      for (const dump of archive.value.dumps) dump.tables['reference_data.icd10'] = 12_000;
    },
  },
  {
    id: 'F63',
    cause: 'PLAIN_DATA_LEFT_BEHIND',
    what: 'unpacked data stay in /tmp',
    spoil: ({ staging }) => {
      staging.leftovers = ok(['backup-2026-11-23']);
    },
  },
  {
    id: 'F64',
    cause: 'STORES_SHARED_WITH_PRODUCTION',
    what: 'one disk for both environments',
    spoil: ({ registration, cycle, staging }) => {
      const keys = staging.fetched.map(({ key }) => key);
      registration.absentOnStaging = ok({ bySearch: 1, byUrl: true, objectKeysServed: keys, inSight: true });
      cycle.absentBeforeRestore = ok({ bySearch: 1, byUrl: true, objectKeysServed: keys, inSight: true });
      staging.laterRecord = ok({ trackingId: 'LATER1', found: true });
    },
  },
  {
    id: 'F65',
    cause: 'FILES_FROM_PRODUCTION',
    what: "staging sends its users to production's store",
    spoil: ({ staging }) => {
      staging.foreignOrigins = [{ origin: PRODUCTION_FILES, ofProduction: true, forAttachment: true }];
      for (const { fetched } of staging.fetched) if (fetched.ok) fetched.value.sentTo = PRODUCTION_FILES;
    },
  },
  {
    id: 'F67',
    cause: null,
    what: 'the record was changed on production after the backup: right',
    spoil: ({ staging }) => {
      staging.countsOnProduction = ok({ REGISTERED: 230 });
    },
  },
  {
    id: 'F68',
    cause: 'FILES_CHANGED_ON_STAGING',
    what: 'images are recompressed on staging',
    spoil: ({ staging }) => {
      for (const { fetched } of staging.fetched.slice(0, 3))
        if (fetched.ok) Object.assign(fetched.value, { bytes: 9000, sha256: 'cafe' });
    },
  },
  {
    id: 'F72',
    cause: 'SIGNED_ADDRESSES_REFUSED',
    what: 'signed for another host',
    spoil: ({ staging }) => {
      staging.fetched = staging.fetched.map((file) => ({ ...file, fetched: err('refused', '403') }));
      for (const shown of staging.rendered.ok ? staging.rendered.value : [])
        Object.assign(shown, { width: 0, height: 0, blank: true });
    },
  },
  {
    id: 'F73',
    cause: 'FILES_NEVER_STORED',
    what: 'production does not store the files',
    spoil: (facts) => {
      const why = err('missing', 'production answered a file of the object store with 404');
      facts.registration.record = why;
      facts.registration.pageOnProduction = facts.registration.renderedOnProduction = why;
      facts.registration.absentOnStaging = why;
      Object.assign(facts, {
        cycle: undefined,
        staging: undefined,
        archive: undefined,
        retention: undefined,
      });
    },
  },
  {
    id: 'F10',
    cause: 'HOST_KEY_CHANGED',
    what: "the backup host's key changed",
    spoil: (facts) => {
      const why = err('refused', 'backup: the host key is not the pinned one (SHA256:abc)');
      Object.assign(facts, { archive: why, retention: why });
      facts.staging.sample = err('not-asked', 'the archive was not read');
    },
  },
  {
    id: 'F58',
    cause: 'REPOSITORY_NOT_FRESH',
    what: 'pgBackRest of another version: the repository gets nothing new',
    spoil: (facts) => {
      onKubernetes(facts);
      staleRepository(facts);
    },
  },
];

/** The newest label of the repository is four nights old. */
function staleRepository({ retention }: Whole): void {
  const entry = (path: string) => ({
    path,
    kind: 'directory' as const,
    bytes: 4096,
    modifiedAt: '2026-11-19T01:02:00.000Z',
    owner: 'backup',
    group: 'backup',
    mode: 0o750,
  });
  retention.value.listing.entries = [
    'postgres',
    'postgres/backup',
    'postgres/backup/opencrvs',
    'postgres/backup/opencrvs/20261119-010002F',
    'postgres/archive',
  ].map(entry);
}
