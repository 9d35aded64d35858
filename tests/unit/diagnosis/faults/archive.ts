import { ok, err } from '../../../../helpers/base/outcome.ts';
import { withoutLogin } from '../../staging/healthy.ts';
import {
  YESTERDAY_ISO,
  TONIGHT,
  broken,
  damage,
  dayBehind,
  entry,
  fileLostInArchive,
  filesGone,
  job,
  noRows,
  recordGone,
  wiped,
} from '../spoil.ts';
import type { Whole } from '../spoil.ts';
import type { Fault } from './fault.ts';

const badDecrypt = (facts: Whole): void =>
  job(facts, 'download', { exitCode: 1, successLine: false, log: ['bad decrypt'] });

export const archiveFaults: readonly Fault[] = [
  {
    id: 'F04',
    cause: 'DUMP_CUT_BEFORE_PACKING',
    what: 'mongodump dies half way, nobody can log in',
    spoil: (facts) => {
      for (const { reading } of facts.archive.value.files)
        reading?.damages.push(broken('nested-gzip', 'cut', `mongo/user-mgnt-${TONIGHT}.gz`));
      job(facts, 'backup', { log: ['Failed to backup MongoDB', 'Copied backup files to remote server.'] });
      withoutLogin(facts.staging, err('refused', 'the user name or the password is wrong'));
    },
  },
  {
    id: 'F15',
    cause: 'STAGING_PASSPHRASE_DIFFERS',
    what: 'staging was never provisioned with the new passphrase',
    spoil: (facts) => {
      badDecrypt(facts);
      wiped(facts);
    },
  },
  {
    id: 'F15',
    cause: 'PASSPHRASE_DIFFERS',
    what: 'the archive does not open with the passphrase of the vault',
    spoil: (facts) => damage(facts, [broken('cipher', 'wrong-key')]),
  },
  {
    id: 'F16',
    cause: 'ARCHIVE_IN_PLAIN_TEXT',
    what: 'the archive is not encrypted',
    spoil: (facts) => {
      for (const { reading } of facts.archive.value.files)
        if (reading)
          Object.assign(reading, { container: 'gzip', damages: [broken('cipher', 'not-encrypted')] });
      for (const one of facts.retention.value.listing.entries)
        if (one.path === `${TONIGHT}/${TONIGHT}.tar.gz.enc`) one.head = '1f8b080000000000';
      job(facts, 'download', { exitCode: 1, successLine: false, log: ['bad magic number'] });
      wiped(facts);
    },
  },
  {
    id: 'F18',
    cause: 'ARCHIVE_OVERWRITTEN',
    what: 'a backup by hand replaced the archive with a smaller one',
    spoil: (facts) => {
      const { archive, retention, cycle } = facts;
      archive.value.earlier = [6, 5.5, 5, 4.5].map((mb, n) => ({
        date: `2026-11-${22 - n}`,
        bytes: mb * 1e6,
      }));
      for (const { listed } of archive.value.files)
        if (listed) Object.assign(listed, { bytes: 400_000, modifiedAt: '2026-11-23T11:15:00.000Z' });
      for (const one of retention.value.listing.entries)
        if (one.path === `${TONIGHT}/${TONIGHT}.tar.gz.enc`)
          Object.assign(one, { bytes: 400_000, modifiedAt: '2026-11-23T11:15:00.000Z' });
      retention.value.now = '2026-11-23T13:00:00.000Z';
      cycle.jobs.backup = err('not-asked', 'the night was waited for');
    },
  },
  {
    id: 'F19',
    cause: 'ARCHIVE_STALE',
    what: "yesterday's directory copied under today's name",
    spoil: (facts) => {
      const { archive } = facts;
      for (const one of archive.value.members.listed) one.name = one.name.replace(TONIGHT, '2026-11-22');
      for (const one of archive.value.nested) one.member = one.member.replace(TONIGHT, '2026-11-22');
      for (const dump of archive.value.dumps) {
        if (dump.header) dump.header.createdAt = '2026-11-22T00:00:05';
        Object.assign(dump, { registration: null, newestAction: YESTERDAY_ISO });
      }
      for (const one of archive.value.attachments) one.found = null;
      job(facts, 'download', {
        exitCode: 1,
        successLine: false,
        log: ["mv: cannot stat '/tmp/minio/ocrvs-2026-11-23.tar.gz'"],
      });
      wiped(facts);
    },
  },
  {
    id: 'F19',
    cause: 'ARCHIVE_STALE',
    what: 'an older backup packed anew under the names of tonight',
    spoil: (facts) => {
      for (const dump of facts.archive.value.dumps) {
        if (dump.header) dump.header.createdAt = '2026-11-22T00:00:05';
        Object.assign(dump, { registration: null, newestAction: YESTERDAY_ISO });
      }
      for (const one of facts.archive.value.attachments) one.found = null;
      dayBehind(facts);
    },
  },
  {
    id: 'F20',
    cause: 'BACKUP_JOB_OUTDATED',
    what: 'production runs the backup job of 1.8',
    spoil: (facts) => oldScript(facts),
  },
  {
    id: 'F45',
    cause: 'BACKUP_JOB_OUTDATED',
    what: 'production is a version behind: no PostgreSQL in the archive',
    spoil: (facts) => {
      oldScript(facts);
      if (facts.registration.login.ok) facts.registration.login.value.version = '1.8.3';
    },
  },
  {
    id: 'F27',
    cause: 'ARCHIVE_WITHOUT_FILES',
    what: 'the object store was down, the job went on (2.x)',
    spoil: (facts) => {
      const { archive, staging } = facts;
      archive.value.members.listed = archive.value.members.listed.filter(
        ({ name }) => !name.startsWith('minio'),
      );
      archive.value.objects = null;
      for (const one of archive.value.attachments) one.found = null;
      filesGone(staging);
    },
  },
  {
    id: 'F29',
    cause: 'BACKUP_NOT_OF_ONE_MOMENT',
    what: 'registered while the backup ran',
    spoil: (facts) => {
      const { archive, staging, registration } = facts;
      for (const one of archive.value.attachments) one.found = null;
      if (registration.record.ok) registration.record.value.registeredAt = '2026-11-23T04:24:55.000Z';
      if (archive.value.references)
        Object.assign(archive.value.references, { missing: 5, missingMadeLater: 5 });
      filesGone(staging);
    },
  },
  {
    id: 'F30',
    cause: 'ARCHIVE_TRUNCATED',
    what: 'cut off under its final name',
    spoil: (facts) => {
      damage(facts, [broken('source', 'cut')]);
      job(facts, 'download', { exitCode: 1, successLine: false, log: ['wrong final block length'] });
      wiped(facts);
    },
  },
  {
    id: 'F31',
    cause: 'ARCHIVE_BIT_ROT',
    what: 'a flipped bit',
    spoil: (facts) => {
      damage(facts, [broken('gzip', 'corrupt')]);
      job(facts, 'download', { exitCode: 1, successLine: false, log: ['gzip: crc error'] });
      wiped(facts);
    },
  },
  {
    id: 'F33',
    cause: 'UPLOAD_LEFT_HALF',
    what: 'a hidden file is left of an upload',
    spoil: (facts) => {
      const { archive, retention } = facts;
      archive.value.files = archive.value.files.map((file) => ({
        ...file,
        listed: null,
        growing: null,
        reading: null,
      }));
      retention.value.now = '2026-11-23T13:00:00.000Z';
      retention.value.listing.entries = retention.value.listing.entries.filter(
        ({ path }) => path !== `${TONIGHT}/${TONIGHT}.tar.gz.enc`,
      );
      const path = `${TONIGHT}/.${TONIGHT}.tar.gz.enc.a1B2c3`;
      const modifiedAt = '2026-11-23T00:00:10.000Z';
      retention.value.listing.entries.push(
        entry(path, { kind: 'file', bytes: 70_000, mode: 0o600, modifiedAt }),
      );
      wiped(facts);
    },
  },
  {
    id: 'F47',
    cause: 'FILES_MISSING_IN_ARCHIVE',
    what: 'one file is missing from the archive',
    spoil: (facts) => {
      fileLostInArchive(facts);
      filesGone(facts.staging, (index) => index === 0);
    },
  },
  {
    id: 'F66',
    cause: 'FILES_MISSING_IN_ARCHIVE',
    what: "missing, and an old profile's cache would still show it",
    spoil: (facts) => {
      fileLostInArchive(facts);
      filesGone(facts.staging, (index) => index === 0);
      facts.staging.neededSecondProfile = false;
    },
  },
  {
    id: 'F44',
    cause: 'DATABASE_EMPTY_AFTER_RESTORE',
    what: 'the restore emptied the database and reports success',
    spoil: (facts) => {
      noRows(facts.staging);
      recordGone(facts.staging);
      facts.staging.counts = ok({ REGISTERED: 0 });
    },
  },
];

function oldScript(facts: Whole): void {
  const { archive, staging, policy } = facts;
  policy.stores = null;
  const names = [
    'elasticsearch/index-0',
    'influxdb/1',
    `minio/ocrvs-${TONIGHT}.tar.gz`,
    `vsexport/ocrvs-${TONIGHT}.tar.gz`,
    ...[
      'hearth-dev',
      'events',
      'user-mgnt',
      'application-config',
      'metrics',
      'webhooks',
      'performance',
      'openhim-dev',
    ].map((db) => `mongo/${db}-${TONIGHT}.gz`),
  ];
  const file = archive.value.files[0]?.name ?? '';
  archive.value.members.listed = names.map((name) => ({
    ...{ file, name, bytes: 1000, sha256: 'abcd', modifiedAt: null },
  }));
  archive.value.members.folders = Object.fromEntries(
    ['elasticsearch/', 'influxdb/', 'minio/', 'vsexport/', 'mongo/'].map((folder) => [
      folder,
      { count: 1, bytes: 1000 },
    ]),
  );
  archive.value.dumps = [];
  archive.value.references = null;
  dayBehind(facts);
  staging.marker = ok({ trackingId: 'MARKER', found: false, opens: true, fileServed: false });
  job(facts, 'restore', { log: ['PostgreSQL backup not found at /data/backups. Skipping'] });
}
