import { expect, test } from '@playwright/test';
import { cycleChecks } from '../../../helpers/checks/cycle.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { err } from '../../../helpers/base/outcome.ts';

/** How each job is judged where root's crontab has none of them. */
const withoutJobs = (layout: 'swarm' | 'kubernetes') => {
  const missing = err('missing', "root's crontab has no such job");
  const jobs = { backup: missing, download: missing, restore: missing };
  const facts = { policy: { layout }, cycle: { jobs, schedules: { ok: true, value: [] } } };
  const judged = cycleChecks.map(({ code, judge }) => [code, judge(facts as unknown as Facts).status]);
  return Object.fromEntries(judged) as Record<string, string>;
};

test('a job that cron does not have is a failure where cron runs the jobs', () => {
  expect(withoutJobs('swarm')).toEqual({
    CYCLE_JOBS_INSTALLED: 'failed',
    CYCLE_BACKUP_JOB: 'failed',
    CYCLE_DOWNLOAD_JOB: 'failed',
    CYCLE_RESTORE_JOB: 'failed',
  });
});

test('in a cluster the jobs are not in a crontab and nothing is downloaded apart', () => {
  expect(new Set(Object.values(withoutJobs('kubernetes')))).toEqual(new Set(['not-applicable']));
});

test('a command that restores brings the archive, too: nothing is downloaded apart', () => {
  const restore = {
    ok: true,
    value: { job: 'restore', exitCode: 0, byCommand: true, log: [], successLine: null },
  };
  const facts = { policy: { layout: 'swarm' }, cycle: { jobs: { restore }, schedules: err('missing', '') } };
  const status = (code: string) =>
    cycleChecks.find((check) => check.code === code)?.judge(facts as unknown as Facts).status;
  expect(status('CYCLE_DOWNLOAD_JOB')).toBe('not-applicable');
  expect(status('CYCLE_RESTORE_JOB')).toBe('passed');
  expect(status('CYCLE_BACKUP_JOB')).toBe('not-proven');
});
