import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { retentionChecks } from '../../../helpers/checks/retention.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok } from '../../../helpers/base/outcome.ts';
import type { ListedEntry, RetentionFacts } from '../../../helpers/facts/retention.ts';
import { addDays } from '../../../helpers/schedule/local-time.ts';
import { at, clock, facts, failedCodes, listing, policy, TODAY } from './deployment.ts';
import { directory, file } from './history.ts';

const ENVIRONMENT = '/home/backup/production';
const kubernetes = {
  ...policy,
  layout: 'kubernetes' as const,
  opencrvsVersion: '2.0',
  backupDir: ENVIRONMENT,
};

/** Nights of 2.x: the jobs start at one o'clock of their containers' clock, which is UTC. */
const nights = (stores: string[], count = 8, newest = TODAY): ListedEntry[] =>
  Array.from({ length: count }, (_, back) => {
    const date = addDays(newest, -back);
    const made = Date.parse(`${date}T01:04:00Z`);
    return [
      directory(date, made),
      ...stores.map((store) => file(`${date}/${store}_backup_${date}.tar.gz.enc`, made)),
    ];
  }).flat();

function seen(entries: ListedEntry[], change: (seen: RetentionFacts) => void = () => undefined): Facts {
  const value = facts(listing(entries), ENVIRONMENT, at('10:00'));
  value.jobs = {};
  value.rotation = ok([{ schedule: '0 0 * * *', directory: ENVIRONMENT, keep: 7, kind: 'date-shaped' }]);
  change(value);
  return { policy: kubernetes, retention: ok(value) };
}
const status = (all: Facts, code: string): string | undefined =>
  retentionChecks.filter((check) => check.code === code).map((check) => answer(check, all).status)[0];

test('a set of stores each night, those beyond the standard allowed, those of the policy required', () => {
  expect(failedCodes(seen(nights(['postgres', 'minio'])))).toEqual([]);
  expect(failedCodes(seen(nights(['postgres', 'minio', 'mongo', 'influxdb'])))).toEqual([]);
  expect(failedCodes(seen(nights(['postgres', 'minio', 'metabase'])))).toEqual(['RETENTION_NO_STRAYS']);
  const withMongo = {
    ...seen(nights(['postgres', 'minio'])),
    policy: { ...kubernetes, stores: ['postgres', 'minio', 'mongo'] },
  };
  expect(failedCodes(withMongo)).toEqual(['RETENTION_EXPECTED_FILES']);
});

test('the date is that of the containers, whatever the zone of the hosts', () => {
  // At half past two in Lusaka it is half past midnight for the jobs: tonight's has not begun.
  const before = seen(nights(['postgres', 'minio'], 7, addDays(TODAY, -1)), (value) => {
    value.now = at('02:30').toISOString();
  });
  expect(failedCodes(before)).toEqual([]);
  const after = seen(nights(['postgres', 'minio'], 7, addDays(TODAY, -1)), (value) => {
    value.now = at('05:30').toISOString();
  });
  expect(failedCodes(after)).toEqual(['RETENTION_NEWEST_PRESENT']);
});

test('a crontab that names its own zone dates the archives by it', () => {
  const auckland = (value: RetentionFacts): void => {
    value.clocks.production = ok(clock({ timeZone: 'UTC' }));
    value.jobs.production = ok([
      { job: 'backup', schedule: '0 1 * * *', dateZone: 'Pacific/Auckland', remoteDirectory: null },
    ]);
    value.now = `${TODAY}T10:00:00Z`;
  };
  // Two in the afternoon of the same day there.
  expect(failedCodes(seen(nights(['postgres', 'minio']), auckland))).toEqual([]);
  const late = (value: RetentionFacts): void => {
    auckland(value);
    value.jobs.production = ok([
      { job: 'backup', schedule: '0 22 * * *', dateZone: 'Pacific/Auckland', remoteDirectory: null },
    ]);
  };
  const tenAtNight = nights(['postgres', 'minio']).map((entry) => ({
    ...entry,
    modifiedAt: new Date(Date.parse(entry.modifiedAt) - 3 * 3_600_000).toISOString(),
  }));
  expect(failedCodes(seen(tenAtNight, late))).toEqual([]);
});

test('a restore of the night before comes after the backup', () => {
  const jobs = (restore: string) => (value: RetentionFacts) => {
    value.jobs = {
      production: ok([
        { job: 'backup', schedule: '0 1 * * *', dateZone: 'UTC', remoteDirectory: ENVIRONMENT },
      ]),
      staging: ok([{ job: 'restore', schedule: restore, dateZone: 'UTC', remoteDirectory: ENVIRONMENT }]),
    };
    value.clocks = { production: ok(clock({ timeZone: 'UTC' })), staging: ok(clock({ timeZone: 'UTC' })) };
  };
  for (const restore of ['0 0 * * *', '0 3 * * *']) {
    const all = seen(nights(['postgres', 'minio']), jobs(restore));
    expect(status(all, 'SCHEDULE_ORDER')).toBe('passed');
    expect(failedCodes(all)).toEqual([]);
  }
});

test('differential repositories: a store kept there is not dumped, and the newest set is asked for', () => {
  const repository = (label: string): ListedEntry[] => [
    directory('postgres', 0),
    directory('postgres/backup', 0),
    directory(`postgres/backup/opencrvs/${label}`, 0),
  ];
  const fresh = '20261122-010000F_20261123-010001D';
  const mixed = seen([...nights(['minio']), ...repository(fresh)]);
  expect(failedCodes(mixed)).toEqual([]);
  expect(status(mixed, 'RETENTION_REPOSITORY_FRESH')).toBe('passed');
  expect(failedCodes(seen([...nights(['minio']), ...repository('20261121-010001F')]))).toEqual([
    'RETENTION_REPOSITORY_FRESH',
  ]);
  const alone = seen(repository(fresh));
  expect(failedCodes(alone)).toEqual([]);
  expect(status(alone, 'RETENTION_NEWEST_PRESENT')).toBe('not-applicable');
  expect(status(mixed, 'RETENTION_NEWEST_PRESENT')).toBe('passed');
});

test('BACKUP_DIR one level too high shows the environments as what they are', () => {
  const inside = nights(['postgres', 'minio'], 2).map((entry) => ({
    ...entry,
    path: `production/${entry.path}`,
  }));
  const check = retentionChecks.find(({ code }) => code === 'RETENTION_NOTHING_ELSE');
  const found = check && answer(check, seen([directory('production', 0), ...inside]));
  expect(JSON.stringify(found)).toContain('BACKUP_DIR is one level too high');
});

test('rotation that runs over the directory above is not foretold', () => {
  const all = seen(nights(['postgres', 'minio']), (value) => {
    value.rotation = ok([{ schedule: '0 0 * * *', directory: '/home/backup', keep: 7, kind: 'date-shaped' }]);
  });
  expect(status(all, 'RETENTION_ROTATION_KEEPS_POLICY')).toBe('not-proven');
  expect(failedCodes(all)).toEqual(['RETENTION_NOT_PROVISIONED']);
});

test.describe('who may read and change', () => {
  const changed = (
    path: string,
    change: Partial<ListedEntry>,
    seenToo: (value: RetentionFacts) => void = () => undefined,
  ): Facts =>
    seen(
      nights(['postgres', 'minio']).map((entry) => (entry.path === path ? { ...entry, ...change } : entry)),
      seenToo,
    );
  const archive = `${TODAY}/minio_backup_${TODAY}.tar.gz.enc`;

  test('the group of the user alone may write, another group may not, nor another owner', () => {
    expect(failedCodes(changed(TODAY, { mode: 0o775 }))).toEqual([]);
    expect(failedCodes(changed(TODAY, { mode: 0o775, group: 'users' }))).toEqual(['RETENTION_PERMISSIONS']);
    expect(failedCodes(changed(archive, { owner: 'root', group: 'root' }))).toEqual([
      'RETENTION_PERMISSIONS',
    ]);
  });

  test('a directory above that others may change, unless only their own things in it', () => {
    const above = (mode: number): Facts =>
      changed('', {}, ({ listing: { ancestors } }) => {
        for (const found of ancestors) if (found.path === '/home') found.mode = mode;
      });
    expect(failedCodes(above(0o777))).toEqual(['RETENTION_PERMISSIONS']);
    expect(failedCodes(above(0o1777))).toEqual([]);
  });

  test('a closed directory keeps what is in it from others', () => {
    const open = ({ listing: { ancestors } }: RetentionFacts): void => {
      for (const found of ancestors) found.mode = 0o755;
    };
    expect(failedCodes(changed('', {}, open))).toEqual(['RETENTION_PRIVATE']);
    const closed = nights(['postgres', 'minio']).map((entry) =>
      entry.kind === 'directory' ? { ...entry, mode: 0o700 } : entry,
    );
    expect(failedCodes(seen(closed, open))).toEqual([]);
  });

  test('first bytes that could not be read leave it open whether all is encrypted', () => {
    const unread = nights(['postgres', 'minio']);
    for (const entry of unread) delete entry.head;
    expect(status(seen(unread), 'RETENTION_NO_PLAINTEXT')).toBe('not-proven');
    expect(failedCodes(changed(archive, { bytes: 5 }))).toContain('RETENTION_NO_PLAINTEXT');
  });
});

test('nights are when the settings say, where a cluster was given another hour', () => {
  const early = nights(['postgres', 'minio']).map((entry) => ({
    ...entry,
    modifiedAt: new Date(Date.parse(entry.modifiedAt) - 40 * 60_000).toISOString(),
  }));
  expect(failedCodes(seen(early))).toEqual(['RETENTION_TIMES']);
  // Two in the morning in Lusaka is midnight in UTC.
  const backupTimes = { schedule: '0 2 * * *', zone: 'Africa/Lusaka' };
  expect(failedCodes({ ...seen(early), policy: { ...kubernetes, backupTimes } })).toEqual([]);
});
