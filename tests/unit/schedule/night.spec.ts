import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Config } from '../../../helpers/config/load-config.ts';
import { nightTimes } from '../../../helpers/schedule/night-times.ts';
import { nextRun } from '../../../helpers/schedule/next-run.ts';
import { dueNight, type NightTimes } from '../../../helpers/schedule/night.ts';

const SWARM: NightTimes = {
  backup: { schedule: '0 0 * * *', zone: 'Africa/Lusaka' },
  restore: { schedule: '0 1 * * *', zone: 'Africa/Lusaka' },
  dateZone: 'Africa/Lusaka',
  layout: 'swarm',
  marginMs: 60 * 60_000,
  backupDeadlineMs: 6 * 60 * 60_000,
  restoreDeadlineMs: 6 * 60 * 60_000,
};
const at = (iso: string) => Date.parse(iso);

test('a registration an hour before midnight is carried by that midnight, in the zone of the host', () => {
  // Lusaka is two hours ahead of UTC all year.
  expect(dueNight(at('2026-03-01T21:00:00Z'), SWARM)).toEqual({
    date: '2026-03-02',
    backupAt: '2026-03-01T22:00:00.000Z',
    backupDueBy: '2026-03-02T04:00:00.000Z',
    restoreAt: '2026-03-01T23:00:00.000Z',
    restoreDueBy: '2026-03-02T05:00:00.000Z',
  });
});

test('a minute later it is the night after', () => {
  expect(dueNight(at('2026-03-01T21:01:00Z'), SWARM)).toMatchObject({
    date: '2026-03-03',
    backupAt: '2026-03-02T22:00:00.000Z',
    restoreAt: '2026-03-02T23:00:00.000Z',
  });
});

test('on a cluster the restore brings the archive of the day before', () => {
  const cluster: NightTimes = {
    ...SWARM,
    layout: 'kubernetes',
    backup: { schedule: '0 1 * * *', zone: 'UTC' },
    restore: { schedule: '0 3 * * *', zone: 'UTC' },
    dateZone: 'UTC',
  };
  expect(dueNight(at('2026-03-01T12:00:00Z'), cluster)).toMatchObject({
    date: '2026-03-02',
    backupAt: '2026-03-02T01:00:00.000Z',
    restoreAt: '2026-03-03T03:00:00.000Z',
  });
});

test('the date of an archive made in a cluster is UTC’s, in whatever zone the schedule is', async () => {
  const night = {
    backupSchedule: '0 1 * * *',
    restoreSchedule: '0 3 * * *',
    timeZone: 'Pacific/Auckland',
    marginMs: 60_000,
    backupDeadlineMs: 0,
    restoreDeadlineMs: 0,
  };
  const hosts = { production: null, staging: null, backup: null };
  const times = async (layout: 'swarm' | 'kubernetes') =>
    nightTimes({ night, policy: { layout } } as unknown as Config, hosts);
  const made = at('2026-03-01T06:00:00Z');
  // One in the morning of 2 March in Auckland is noon of 1 March in UTC.
  expect(dueNight(made, await times('kubernetes'))).toMatchObject({
    date: '2026-03-01',
    backupAt: '2026-03-01T12:00:00.000Z',
    restoreAt: '2026-03-02T14:00:00.000Z',
  });
  expect(dueNight(made, await times('swarm')).date).toBe('2026-03-02');
});

test('where midnight is skipped by a clock change the backup runs right after it', () => {
  // Cairo, 24 April 2026: the clock goes from 00:00 to 01:00.
  const cairo = { schedule: '15 0 * * *', zone: 'Africa/Cairo' };
  expect(new Date(nextRun(cairo, at('2026-04-23T12:00:00Z')) ?? 0).toISOString()).toBe(
    '2026-04-23T22:00:00.000Z',
  );
});

test('weekly, yearly and impossible schedules', () => {
  const next = (schedule: string) => {
    const run = nextRun({ schedule, zone: 'UTC' }, at('2026-03-01T00:00:01Z'));
    return run === null ? null : new Date(run).toISOString();
  };
  expect(next('0 1 * * 0')).toBe('2026-03-01T01:00:00.000Z');
  expect(next('@monthly')).toBe('2026-04-01T00:00:00.000Z');
  expect(next('0 0 29 2 *')).toBe('2028-02-29T00:00:00.000Z');
  expect(next('0 0 31 2 *')).toBeNull();
  expect(next('@reboot')).toBeNull();
  expect(() => dueNight(0, { ...SWARM, backup: { schedule: '0 0 31 2 *', zone: 'UTC' } })).toThrow(
    'The schedule “0 0 31 2 *” never runs a job.',
  );
});

test('whenever it is made, the due night begins after the margin and within a day of it, and is restored after', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Africa/Lusaka',
    'Asia/Kathmandu',
    'America/Santiago',
    'Pacific/Chatham',
  );
  fc.assert(
    fc.property(fc.integer({ min: at('2026-01-01'), max: at('2027-12-31') }), zone, (registered, name) => {
      const times = {
        ...SWARM,
        backup: { ...SWARM.backup, zone: name },
        restore: { ...SWARM.restore, zone: name },
      };
      const night = dueNight(registered, times);
      const wait = at(night.backupAt) - registered;
      expect(wait).toBeGreaterThanOrEqual(SWARM.marginMs);
      // A day with a clock change has 25 hours.
      expect(wait).toBeLessThan(SWARM.marginMs + 25 * 3_600_000);
      expect(at(night.restoreAt)).toBeGreaterThan(at(night.backupAt));
    }),
    { numRuns: 200 },
  );
});
