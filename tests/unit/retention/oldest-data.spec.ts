import { expect, test } from '@playwright/test';
import { ok } from '../../../helpers/base/outcome.ts';
import type { RetentionFacts } from '../../../helpers/facts/retention.ts';
import { oldestData } from '../../../helpers/retention/oldest-data.ts';
import { at, facts, listing, policy } from './deployment.ts';

const HOUR_MS = 3_600_000;

function scheduled(backup: string, restore: string): RetentionFacts {
  const seen = facts(listing([]), policy.backupDir, at('14:10'));
  const job = (name: 'backup' | 'restore', schedule: string) =>
    ok([{ job: name, schedule, dateZone: null, remoteDirectory: null }]);
  return { ...seen, jobs: { production: job('backup', backup), staging: job('restore', restore) } };
}

test('a backup at midnight that is restored at one serves until one the next day', () => {
  expect(oldestData(scheduled('0 0 * * *', '0 1 * * *'), 'swarm')).toBe(25 * HOUR_MS);
});

test('a restore before the backup of its day brings the day before', () => {
  expect(oldestData(scheduled('0 2 * * *', '0 1 * * *'), 'swarm')).toBe(47 * HOUR_MS);
});

test('in 2.x the restore takes the archive of the day before', () => {
  expect(oldestData(scheduled('0 1 * * *', '0 3 * * *'), 'kubernetes')).toBe(50 * HOUR_MS);
});

test('a weekly backup serves a week', () => {
  expect(oldestData(scheduled('0 0 * * 0', '0 1 * * *'), 'swarm')).toBe((6 * 24 + 25) * HOUR_MS);
});

test('without a schedule nothing is claimed', () => {
  const seen = scheduled('0 0 * * *', '0 1 * * *');
  expect(oldestData({ ...seen, jobs: {} }, 'swarm')).toBeNull();
});
