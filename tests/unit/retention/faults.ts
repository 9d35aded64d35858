import { chmodSync, cpSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';
import type { RetentionFacts, RotationJob } from '../../../helpers/facts/retention.ts';
import { addDays } from '../../../helpers/schedule/local-time.ts';
import type { BackupDirectory } from './backup-directory.ts';
import { at, clock, midnight, TODAY } from './deployment.ts';

/** A fault of the field, put into a real directory, and the codes that must fail: these and no others. */
export interface RetentionFault {
  /** Number in the project's list of faults; `-` for the harmless. */
  id: string;
  name: string;
  make: (directory: BackupDirectory) => void;
  /** What the hosts tell instead. */
  change?: (seen: RetentionFacts, facts: Facts) => void;
  now?: Date;
  codes: readonly string[];
}

type Seen = RetentionFacts;
const week = (directory: BackupDirectory): void => directory.nights(TODAY, 8, midnight);
const path = (directory: BackupDirectory, ...parts: string[]): string => join(directory.path, ...parts);
const without = (directory: BackupDirectory, date: string): void =>
  rmSync(path(directory, date), { recursive: true });
const rotation = (seen: Seen, change: Partial<RotationJob>): void => {
  if (seen.rotation.ok) seen.rotation.value = seen.rotation.value.map((job) => ({ ...job, ...change }));
};
const gzip = Buffer.from('1f8b0800000000000003', 'hex');
const stores = (date: string): string[] =>
  ['postgres', 'minio'].map((store) => `${store}_backup_${date}.tar.gz.enc`);
const kubernetes = (directory: BackupDirectory): void =>
  directory.nights(TODAY, 8, (date) => at('03:00', date), stores);
const onKubernetes = (seen: Seen, facts: Facts): void => {
  facts.policy = { ...facts.policy, layout: 'kubernetes', opencrvsVersion: '2.0' };
  seen.jobs = {};
  rotation(seen, { kind: 'date-shaped' });
};

export const FAULTS: readonly RetentionFault[] = [
  { id: '-', name: 'healthy at ten o’clock: N + 1 nights', make: week, codes: [] },
  {
    id: 'F42',
    name: 'healthy between rotation and upload: N nights',
    make: (d) => d.nights(addDays(TODAY, -1), 7, midnight),
    now: at('00:12'),
    codes: [],
  },
  {
    id: 'F42',
    name: 'an upload under way holds only a hidden file',
    make: (d) => {
      d.nights(addDays(TODAY, -1), 7, midnight);
      d.file(`${TODAY}/.${TODAY}.tar.gz.enc.a1B2c3`, at('00:09'));
    },
    now: at('00:10'),
    codes: [],
  },
  {
    id: '-',
    name: 'healthy on the third day, with the provisioning probe files',
    make: (d) => {
      d.nights(TODAY, 3, midnight);
      for (const name of ['downloaded_from_backup.txt', 'test_connection.txt']) d.file(name, at('08:00'), '');
    },
    change: (seen) => {
      const crontabChangedAt = '2026-11-20T08:00:00Z';
      seen.clocks = {
        production: ok(clock({ crontabChangedAt })),
        backup: ok(clock({ crontabChangedAt })),
      };
    },
    codes: [],
  },
  {
    id: '-',
    name: 'healthy 2.x: a full set of stores each night',
    make: kubernetes,
    change: onKubernetes,
    codes: [],
  },
  {
    id: 'F01',
    name: 'backups stopped three nights ago',
    make: (d) => d.nights(addDays(TODAY, -3), 7, midnight),
    codes: ['RETENTION_NEWEST_PRESENT'],
  },
  {
    id: 'F02',
    name: 'one night missing',
    make: (d) => {
      week(d);
      without(d, '2026-11-20');
    },
    codes: ['RETENTION_NO_GAPS'],
  },
  {
    id: 'F13',
    name: 'disk full: the directory was made, the archive not',
    make: (d) => {
      d.nights(addDays(TODAY, -1), 7, midnight);
      d.directory(TODAY);
    },
    change: ({ listing }) => (listing.disk = { freeBytes: 512, totalBytes: 2 ** 30 }),
    codes: ['RETENTION_EXPECTED_FILES', 'RETENTION_DISK_SPACE'],
  },
  {
    id: '-',
    name: 'a directory in the place of the archive',
    make: (d) => {
      week(d);
      rmSync(path(d, TODAY, `${TODAY}.tar.gz.enc`));
      d.directory(`${TODAY}/${TODAY}.tar.gz.enc`);
    },
    codes: ['RETENTION_EXPECTED_FILES', 'RETENTION_ROTATION_KEEPS_POLICY'],
  },
  {
    id: 'F16',
    name: 'plaintext under the name of an archive',
    make: (d) => {
      week(d);
      d.file(`${TODAY}/${TODAY}.tar.gz.enc`, at('00:05'), gzip);
    },
    codes: ['RETENTION_NO_PLAINTEXT'],
  },
  {
    id: 'F16',
    name: 'the plain mirror of the object store beside the nights (2.x)',
    make: (d) => {
      kubernetes(d);
      d.file('minio/ocrvs/events/key.png', at('03:00'), 'png');
    },
    change: onKubernetes,
    codes: ['RETENTION_NO_PLAINTEXT'],
  },
  {
    id: 'F18',
    name: 'made again at noon over the good one',
    make: (d) => {
      week(d);
      d.file('2026-11-21/2026-11-21.tar.gz.enc', at('12:10', '2026-11-21'));
    },
    codes: ['RETENTION_IN_TIME'],
  },
  {
    id: 'F19',
    name: "yesterday's archive, renamed to today's",
    make: (d) => {
      week(d);
      d.file(`${TODAY}/${TODAY}.tar.gz.enc`, at('00:05', '2026-11-22'));
    },
    codes: ['RETENTION_TIMES'],
  },
  {
    id: 'F19',
    name: "yesterday's directory, copied to today's name",
    make: (d) => {
      week(d);
      without(d, TODAY);
      cpSync(path(d, '2026-11-22'), path(d, TODAY), { recursive: true });
    },
    codes: ['RETENTION_EXPECTED_FILES', 'RETENTION_NO_STRAYS'],
  },
  {
    id: 'F21',
    name: 'staging in a zone far ahead asks for the archive before it exists',
    make: week,
    change: (seen) => (seen.clocks.staging = ok(clock({ timeZone: 'Pacific/Auckland' }))),
    codes: ['SCHEDULE_ORDER'],
  },
  {
    id: 'F21',
    name: "staging's clock is forty minutes ahead",
    make: week,
    change: (seen) => (seen.clocks.staging = ok(clock({ aheadMs: 40 * 60_000 }))),
    codes: ['CLOCKS_AGREE', 'SCHEDULE_ORDER'],
  },
  {
    id: 'F22',
    name: 'the hour after midnight is skipped in Cairo',
    make: (d) => d.nights('2026-04-24', 8, (date) => midnight(date, 'Africa/Cairo')),
    change: (seen) => {
      const cairo = ok(clock({ timeZone: 'Africa/Cairo', crontabChangedAt: '2026-01-01T08:00:00Z' }));
      seen.clocks = { production: cairo, staging: cairo, backup: cairo };
    },
    now: at('10:00', '2026-04-24', 'Africa/Cairo'),
    codes: ['SCHEDULE_CLOCK_CHANGE'],
  },
  {
    id: 'F23',
    name: 'the backup took two hours',
    make: (d) => {
      week(d);
      d.file(`${TODAY}/${TODAY}.tar.gz.enc`, at('02:05'));
    },
    codes: ['RETENTION_IN_TIME'],
  },
  {
    id: 'F33',
    name: 'a cut transfer left its file beside the whole one',
    make: (d) => {
      week(d);
      d.file('2026-11-21/.2026-11-21.tar.gz.enc.Xy12Za', at('00:06', '2026-11-21'));
    },
    codes: ['RETENTION_NO_PARTIAL_FILES'],
  },
  {
    id: 'F33',
    name: 'a cut transfer left only its own file',
    make: (d) => {
      week(d);
      rmSync(path(d, TODAY, `${TODAY}.tar.gz.enc`));
      d.file(`${TODAY}/.${TODAY}.tar.gz.enc.Xy12Za`, at('00:06'));
    },
    codes: ['RETENTION_EXPECTED_FILES', 'RETENTION_NO_PARTIAL_FILES'],
  },
  {
    id: 'F33',
    name: 'a cut transfer directly in the backup directory',
    make: (d) => {
      week(d);
      d.file('.test_connection.txt.Xy12Za', at('08:00'), 'x');
    },
    codes: ['RETENTION_NO_PARTIAL_FILES'],
  },
  {
    id: 'F38',
    name: 'a label with a quote in it stops rotation half-way',
    make: (d) => {
      d.nights(TODAY, 5, midnight);
      d.directory("1-registrar's");
    },
    change: (seen) => rotation(seen, { keep: 5 }),
    codes: [
      'RETENTION_NOTHING_ELSE',
      'RETENTION_NOT_PROVISIONED',
      'RETENTION_NOT_TOO_FEW',
      'RETENTION_ROTATION_KEEPS_POLICY',
    ],
  },
  {
    id: 'F33',
    name: 'the archive still grows when it should be there',
    make: week,
    change: ({ listing }) => listing.growing.push(`${TODAY}/${TODAY}.tar.gz.enc`),
    codes: ['RETENTION_NO_PARTIAL_FILES'],
  },
  {
    id: 'F34',
    name: 'everybody may change an archive',
    make: (d) => {
      week(d);
      chmodSync(path(d, TODAY, `${TODAY}.tar.gz.enc`), 0o666);
      chmodSync(path(d, TODAY), 0o777);
    },
    codes: ['RETENTION_PERMISSIONS'],
  },
  {
    id: 'F34',
    name: 'the home of the receiving user is open and the archives are readable',
    make: (d) => {
      week(d);
      chmodSync(d.home, 0o755);
    },
    codes: ['RETENTION_PRIVATE'],
  },
  {
    id: 'F36',
    name: 'no rotation job: ten nights too many',
    make: (d) => d.nights(TODAY, 18, midnight),
    change: (seen) => (seen.rotation = ok([])),
    codes: ['RETENTION_NOT_TOO_MANY', 'RETENTION_NOT_PROVISIONED'],
  },
  {
    id: 'F36',
    name: 'old nights put back today are not taken for newly arrived ones',
    make: (d) => {
      d.nights(TODAY, 10, midnight);
      for (const back of [8, 9]) utimesSync(path(d, addDays(TODAY, -back)), at('09:00'), at('09:00'));
    },
    codes: ['RETENTION_NOT_TOO_MANY'],
  },
  {
    id: 'F36',
    name: 'rotation of another directory',
    make: week,
    change: (seen) => rotation(seen, { directory: '/home/backup/staging-backups' }),
    codes: ['RETENTION_NOT_PROVISIONED'],
  },
  {
    id: 'F37',
    name: 'an extracted archive in the newest night',
    make: (d) => {
      week(d);
      for (const name of ['mongo', 'minio', 'postgres']) d.directory(`${TODAY}/extract/${name}`);
    },
    codes: ['RETENTION_NOTHING_ELSE', 'RETENTION_ROTATION_KEEPS_POLICY'],
  },
  {
    id: 'F37',
    name: 'nested directories were counted: four nights are left',
    make: (d) => d.nights(TODAY, 4, midnight),
    change: (seen) =>
      (seen.earlier = [
        { at: '2026-11-22T08:00:00Z', dates: ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'] },
      ]),
    codes: ['RETENTION_NOT_TOO_FEW'],
  },
  {
    id: 'F38',
    name: 'a label beside the nights',
    make: (d) => {
      week(d);
      d.file('v1.9.0/v1.9.0.tar.gz.enc', at('12:00', '2026-11-10'));
    },
    codes: ['RETENTION_NOTHING_ELSE', 'RETENTION_ROTATION_KEEPS_POLICY'],
  },
  {
    id: 'F38',
    name: 'a directory of the future is kept for ever',
    make: (d) => {
      week(d);
      d.file('2027-01-01/2027-01-01.tar.gz.enc', at('12:00'));
    },
    codes: ['RETENTION_NO_FUTURE_DATES', 'RETENTION_ROTATION_KEEPS_POLICY'],
  },
  {
    id: 'F41',
    name: 'the old rotation script on a directory with differential repositories',
    make: (d) => {
      d.nights(
        TODAY,
        8,
        (date) => at('03:00', date),
        (date) => [`minio_backup_${date}.tar.gz.enc`],
      );
      for (const label of ['20261122-030000F', '20261122-030000F_20261123-030100D']) {
        d.directory(`postgres/backup/opencrvs/${label}`);
        d.directory(`postgres/archive/opencrvs/17-1`);
      }
    },
    change: (seen, facts) => {
      onKubernetes(seen, facts);
      rotation(seen, { kind: 'every-directory' });
    },
    codes: ['RETENTION_ROTATION_KEEPS_POLICY'],
  },
  {
    id: 'F55',
    name: 'staging backs itself up into the same directory',
    make: (d) => {
      week(d);
      d.directory(`${TODAY}/extract`);
      d.file(`${TODAY}/${TODAY}.tar.gz`, at('00:40'), gzip);
    },
    codes: [
      'RETENTION_NOTHING_ELSE',
      'RETENTION_NO_PLAINTEXT',
      'RETENTION_NO_STRAYS',
      'RETENTION_ROTATION_KEEPS_POLICY',
    ],
  },
  {
    id: 'F57',
    name: 'one store is not dumped (2.x)',
    make: (d) =>
      d.nights(
        TODAY,
        8,
        (date) => at('03:00', date),
        (date) => stores(date).slice(1),
      ),
    change: onKubernetes,
    codes: ['RETENTION_EXPECTED_FILES'],
  },
  {
    id: 'F58',
    name: 'no new backup set in the repository',
    make: (d) => {
      d.nights(
        TODAY,
        8,
        (date) => at('03:00', date),
        (date) => stores(date).slice(1),
      );
      d.directory('postgres/backup/opencrvs/20261115-030000F');
    },
    change: onKubernetes,
    codes: ['RETENTION_REPOSITORY_FRESH'],
  },
  {
    id: 'F62',
    name: "staging fetches from another environment's directory",
    make: week,
    change: ({ jobs }) => {
      const download = jobs.staging?.ok === true ? jobs.staging.value[0] : undefined;
      if (download !== undefined) download.remoteDirectory = '/home/backup/qa';
    },
    codes: ['RETENTION_SAME_DIRECTORY'],
  },
  {
    id: 'F75',
    name: 'test backups from before the day of going live',
    make: week,
    change: (_, facts) => (facts.policy = { ...facts.policy, goLiveDate: '2026-11-18' }),
    codes: ['RETENTION_NONE_BEFORE_GO_LIVE'],
  },
  {
    id: '-',
    name: 'the oldest archive is of the day of going live',
    make: week,
    change: (_, facts) => (facts.policy = { ...facts.policy, goLiveDate: '2026-11-16' }),
    codes: [],
  },
  {
    id: 'F75',
    name: 'a single archive of spring stays beside a full week',
    make: (d) => {
      d.nights(TODAY, 7, midnight);
      d.file('2026-03-05/2026-03-05.tar.gz.enc', at('00:05', '2026-03-05'));
    },
    codes: ['RETENTION_NOT_TOO_MANY'],
  },
  {
    id: '-',
    name: 'the backup directory is not there',
    make: week,
    change: (_, facts) => (facts.retention = err('missing', 'there is no directory')),
    codes: ['RETENTION_NEWEST_PRESENT'],
  },
  {
    id: '-',
    name: 'the job keeps fewer nights than the policy',
    make: week,
    change: (seen) => rotation(seen, { keep: 3 }),
    codes: ['RETENTION_NOT_PROVISIONED', 'RETENTION_ROTATION_KEEPS_POLICY'],
  },
  {
    id: '-',
    name: 'loose files, a link and a name with a newline',
    make: (d) => {
      week(d);
      d.file('notes.txt', at('09:00'), 'remember the milk');
      d.file('line\nbreak', at('09:00'), '');
      symlinkSync(TODAY, path(d, 'latest'));
    },
    codes: ['RETENTION_NO_STRAYS'],
  },
  {
    id: '-',
    name: 'a README.txt beside the nights takes nobody’s place',
    make: (d) => {
      week(d);
      d.file('README.txt', at('09:00'), 'these are the backups');
    },
    codes: ['RETENTION_NO_STRAYS'],
  },
  {
    id: 'F38',
    name: 'a labelled copy costs nothing where rotation looks at names shaped like dates (2.x)',
    make: (d) => {
      d.nights(
        TODAY,
        8,
        (date) => at('03:00', date),
        (date) => ['postgres', 'minio'].map((store) => `${store}_backup_${date}.tar.gz.enc`),
      );
      d.directory('before-the-upgrade');
    },
    change: (seen, facts) => {
      onKubernetes(seen, facts);
      rotation(seen, { kind: 'date-shaped' });
    },
    codes: ['RETENTION_NO_STRAYS'],
  },
];
