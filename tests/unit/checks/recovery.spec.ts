import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { recoveryChecks } from '../../../helpers/checks/recovery.ts';
import type { JobFacts } from '../../../helpers/facts/cycle.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';

const job = (name: JobFacts['job'], host: JobFacts['host'], startedAt: string, finishedAt: string) =>
  ok({
    job: name,
    host,
    schedule: '0 0 * * *',
    startedAt,
    finishedAt,
    exitCode: 0,
    log: [],
    successLine: null,
  });

const FACTS = {
  policy: { layout: 'swarm' },
  cycle: {
    jobs: {
      backup: job('backup', 'production', '2026-11-23T00:00:01Z', '2026-11-23T00:04:00Z'),
      download: job('download', 'staging', '2026-11-23T00:30:00Z', '2026-11-23T00:31:00Z'),
      restore: job('restore', 'staging', '2026-11-23T01:00:00Z', '2026-11-23T01:05:01Z'),
    },
  },
  staging: { lookedAt: '2026-11-23T01:30:01Z', declaration: ok({}) },
} as unknown as Facts;

const judged = (facts: Facts) => recoveryChecks.map((check) => answer(check, facts))[0];

test('what a disaster would cost and how long recovery takes stand in the result', () => {
  expect(judged(FACTS)).toMatchObject({
    status: 'passed',
    actual:
      'lost at the worst: 25.0 h of registrations; backup to restored: 3900 s; download and restore alone: 2101 s; backup to seen on staging: 5400 s',
  });
});

test('nothing is claimed of a night that was not followed, or that brought nothing', () => {
  expect(judged({ ...FACTS, cycle: undefined } as unknown as Facts)?.status).toBe('not-applicable');
  const lost = { ...FACTS, staging: { ...FACTS.staging, declaration: err('missing', 'gone') } };
  expect(judged(lost as unknown as Facts)?.status).toBe('not-applicable');
});
