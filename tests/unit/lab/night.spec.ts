import { expect, test } from '@playwright/test';
import { SCHEDULES } from '../../../lab/jobs/crontab.ts';
import { daysFrom, jobsByTime } from '../../../lab/nights/night.ts';

test('a night of the swarm: rotation before the upload of the same minute, then download and restore', () => {
  expect(jobsByTime(SCHEDULES.swarm)).toEqual([
    { job: 'rotate', time: '00:00' },
    { job: 'backup', time: '00:00' },
    { job: 'download', time: '00:30' },
    { job: 'restore', time: '01:00' },
  ]);
});

test('a night of kubernetes: what was backed up yesterday is restored before the next backup', () => {
  const order = jobsByTime(SCHEDULES.kubernetes).map(({ job }) => job);
  expect(order).toEqual(['rotate', 'restore', 'backup']);
});

test('days go on over the end of a month, of February and of the year', () => {
  expect(daysFrom('2026-02-27', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysFrom('2026-12-31', 2)).toEqual(['2026-12-31', '2027-01-01']);
});
