import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { forecastDisk, median } from '../../../helpers/retention/disk-forecast.ts';
import { newestBackupSet } from '../../../helpers/retention/repository.ts';
import { inBytes } from '../../../helpers/base/text.ts';
import { directory } from './history.ts';

test('the disk is enough as long as each night fits beside those that rotation leaves', () => {
  // Eight nights of 10 are there, seven stay: the next one takes the place of the oldest, but never before it fits.
  const steady = Array.from({ length: 8 }, () => 10);
  expect(forecastDisk(steady, 0, 7)).toMatchObject({ firstShortfall: null, freeAtEnd: 0, nextBytes: 10 });
  expect(forecastDisk([10, 10, 10], 39, 7)).toMatchObject({ firstShortfall: 4, freeAtEnd: 9 });
  expect(forecastDisk([10, 10, 10], 50, 7)).toMatchObject({ firstShortfall: null, freeAtEnd: 0 });
  expect(forecastDisk([], 50, 7)).toBeNull();
});

test('growth goes on, one odd night does not count, shrinking does not', () => {
  expect(forecastDisk([10, 12, 14, 16], 1000, 7)).toMatchObject({ growthBytes: 2, nextBytes: 18 });
  expect(forecastDisk([10, 12, 500, 16, 18], 1000, 7)?.growthBytes).toBe(2);
  expect(forecastDisk([40, 30, 20], 1000, 7)).toMatchObject({ growthBytes: 0, nextBytes: 30 });
});

test('more free space never brings the shortfall nearer', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      sizes,
      fc.nat(20_000),
      fc.nat(5000),
      fc.integer({ min: 1, max: 14 }),
      (found, free, more, nights) => {
        const night = (bytes: number) => forecastDisk(found, bytes, nights)?.firstShortfall ?? Infinity;
        expect(night(free + more)).toBeGreaterThanOrEqual(night(free));
      },
    ),
  );
});

test('the median', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNull();
});

test('the newest backup set of a repository, full, differential or incremental', () => {
  const sets = (...labels: string[]) =>
    labels.map((label) => directory(`postgres/backup/opencrvs/${label}`, 0));
  expect(newestBackupSet(sets('20261115-010000F', '20261115-010000F_20261116-010001D'))).toEqual({
    label: '20261115-010000F_20261116-010001D',
    at: '2026-11-16T01:00:01Z',
  });
  expect(newestBackupSet(sets('20261122-010000F', '20261115-010000F_20261121-010001I'))?.at).toBe(
    '2026-11-22T01:00:00Z',
  );
  expect(newestBackupSet(sets('latest', 'backup.history', '20261115-010000'))).toBeNull();
});

test('bytes as a person says them', () => {
  expect([0, 999, 1024, 1_500_000, 4.2 * 2 ** 30, 250 * 2 ** 30].map(inBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 KiB',
    '1.4 MiB',
    '4.2 GiB',
    '250 GiB',
  ]);
});
