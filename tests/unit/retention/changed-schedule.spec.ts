import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { retentionChecks } from '../../../helpers/checks/retention.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok } from '../../../helpers/base/outcome.ts';
import { addDays } from '../../../helpers/schedule/local-time.ts';
import { retentionPicture } from '../../../helpers/retention/picture.ts';
import { at, clock, facts, failedCodes, listing, policy, TODAY } from './deployment.ts';
import { directory, file } from './history.ts';

const DAYS = [7, 6, 5, 4, 3, 2, 1].map((back) => addDays(TODAY, -back));

/** Nights of a week at one time of the day, tonight's by another schedule, and when the crontab was changed. */
function moved({
  was = '00:05',
  tonight = '14:06' as string | null,
  schedule = '5 14 * * *',
  changedAt = at('14:00'),
  made = {} as Record<string, Date>,
  now = at('23:50'),
  also = null as { date: string; time: Date } | null,
}): Facts {
  const night = (date: string, time: Date) => [
    directory(date, time.getTime()),
    file(`${date}/${date}.tar.gz.enc`, time.getTime()),
  ];
  const entries = [
    ...DAYS.flatMap((date) => night(date, made[date] ?? at(was, date))),
    ...(tonight === null ? [] : night(TODAY, at(tonight))),
    ...(also === null ? [] : night(also.date, also.time)),
  ];
  const value = facts(listing(entries), policy.backupDir, now);
  value.clocks.production = ok(clock({ crontabChangedAt: changedAt.toISOString() }));
  const [minute = '', hour = ''] = schedule.split(' ');
  const later = (by: number) => `${Number(minute) + by} ${hour} * * *`;
  const job = (name: 'backup' | 'download' | 'restore', fields: string) => ({
    job: name,
    schedule: fields,
    dateZone: null,
    remoteDirectory: policy.backupDir,
  });
  value.jobs = {
    production: ok([job('backup', schedule)]),
    staging: ok([job('download', later(20)), job('restore', later(40))]),
  };
  return { policy, retention: ok(value) };
}

const said = (all: Facts): string => {
  const definition = retentionChecks.find(({ code }) => code === 'RETENTION_TIMES');
  return JSON.stringify(definition && answer(definition, all));
};

test('nights by the schedule that was before are no failure, and it is said what they were judged by', () => {
  expect(failedCodes(moved({}))).toEqual([]);
  expect(said(moved({}))).toContain(
    "8 archives, all so; 7 archives of another schedule, before production's crontab was changed (2026-11-23 14:00",
  );
  expect(failedCodes(moved({ was: '22:10' }))).toEqual([]);
  expect(retentionPicture(moved({}))).not.toContain('older than its night');
});

test('a crontab that did not change meanwhile excuses nothing', () => {
  expect(failedCodes(moved({ changedAt: at('14:00', '2026-10-01') }))).toEqual(['RETENTION_TIMES']);
});

test('a crontab changed for another reason leaves the nights to their schedule', () => {
  const late = moved({
    tonight: '00:06',
    schedule: '5 0 * * *',
    made: { '2026-11-20': at('12:00', '2026-11-20') },
  });
  expect(failedCodes(late)).toEqual(['RETENTION_IN_TIME']);
});

test('among nights of an earlier schedule a copy of an older one and one made again on another day are found', () => {
  const copied = moved({ made: { '2026-11-20': at('00:05', '2026-11-19') } });
  expect(failedCodes(copied)).toEqual(['RETENTION_TIMES']);
  const again = moved({ made: { '2026-11-20': at('09:00', '2026-11-21') } });
  expect(failedCodes(again)).toEqual(['RETENTION_TIMES']);
  expect(said(again)).toMatch(/2026-11-20.tar.gz.enc is of 2026-11-21 09:00[^,]*, after its night was over/);
});

test('a backup moved to an earlier hour: the night of the change has none, and none is missed', () => {
  const earlier = { was: '22:10', tonight: null, schedule: '5 1 * * *', changedAt: at('10:00') };
  expect(failedCodes(moved({ ...earlier, now: at('14:10') }))).toEqual([]);
  const tomorrow = addDays(TODAY, 1);
  const also = { date: tomorrow, time: at('01:10', tomorrow) };
  expect(failedCodes(moved({ ...earlier, also, now: at('14:10', tomorrow) }))).toEqual([]);
  // The next one is not excused.
  expect(failedCodes(moved({ ...earlier, now: at('14:10', tomorrow) }))).toContain(
    'RETENTION_NEWEST_PRESENT',
  );
  // Nor is one of the old hour that had come before the change.
  expect(failedCodes(moved({ ...earlier, changedAt: at('23:00'), now: at('23:50') }))).toContain(
    'RETENTION_NEWEST_PRESENT',
  );
});
