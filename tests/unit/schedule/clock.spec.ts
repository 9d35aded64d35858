import { expect, test } from '@playwright/test';
import { steppingClock } from '../../../helpers/schedule/clock.ts';

test('a laptop that slept wakes the waiting at once, not when its timers have run', async () => {
  const start = Date.parse('2026-03-01T20:00:00Z');
  let now = start;
  const pauses: number[] = [];
  const clock = steppingClock(
    () => now,
    (milliseconds) => {
      pauses.push(milliseconds);
      // The lid is closed in the third pause and opened six hours later.
      now += pauses.length === 3 ? 6 * 3_600_000 : milliseconds;
      return Promise.resolve();
    },
  );
  await clock.sleepUntil(start + 4 * 3_600_000);
  expect(pauses).toEqual([30_000, 30_000, 30_000]);
  await clock.sleepUntil(now + 10_000);
  expect(pauses.at(-1)).toBe(10_000);
});

test('what is past is not slept for', async () => {
  const clock = steppingClock(
    () => 1_000,
    () => Promise.reject(new Error('slept')),
  );
  await clock.sleepUntil(1_000);
});
