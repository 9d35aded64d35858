import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { offsiteChecks } from '../../../helpers/checks/offsite.ts';
import { drillDueChecks } from '../../../helpers/checks/recovery-drill-due.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import type { PastDrill } from '../../../helpers/facts/drill.ts';
import type { OffsiteFacts } from '../../../helpers/facts/offsite.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';

const COPY = {
  dir: '/media/disk',
  date: '2026-11-23',
  copiedAt: '2026-11-23T08:00:00Z',
  seenAt: '2026-11-24T08:00:00Z',
  readAt: '2026-11-24T08:00:00Z',
};
const HEALTHY: OffsiteFacts = {
  lookedAt: '2026-11-24T08:00:00Z',
  targets: [{ dir: COPY.dir, away: null, nights: [COPY.date], lost: [] }],
  copies: [COPY],
  reread: ok({ dir: COPY.dir, date: COPY.date, wrong: null }),
};

function finding(code: string, changes: Partial<OffsiteFacts> = {}) {
  const facts = {
    policy: { offsiteMaxAgeDays: 7 },
    offsite: ok({ ...HEALTHY, ...changes }),
  } as unknown as Facts;
  const check = offsiteChecks.find((candidate) => candidate.code === code);
  if (check === undefined) throw new Error(`there is no check ${code}`);
  return answer(check, facts);
}

test('fresh, whole and kept copies pass', () => {
  expect(offsiteChecks.map(({ code }) => finding(code).status)).toEqual(['passed', 'passed', 'passed']);
});

test('where no copy is configured nothing is asked, and the manual’s advice is given', () => {
  const facts = { policy: { offsiteMaxAgeDays: null } } as unknown as Facts;
  for (const check of offsiteChecks)
    expect(answer(check, facts)).toMatchObject({
      status: 'not-applicable',
      reason: expect.stringContaining('manual'),
    });
});

test('a copy is fresh up to the day that the retention gives, and stale on the next', () => {
  expect(finding('OFFSITE_COPY_FRESH', { lookedAt: '2026-11-30T23:59:00Z' }).status).toBe('passed');
  expect(finding('OFFSITE_COPY_FRESH', { lookedAt: '2026-12-01T00:01:00Z' })).toMatchObject({
    status: 'failed',
    actual: '2026-11-23, 8 days old, in /media/disk',
  });
  expect(finding('OFFSITE_COPY_FRESH', { copies: [] })).toMatchObject({
    status: 'failed',
    actual: 'there is no copy',
  });
});

test('a disk in a safe counts until its copy is too old', () => {
  const away = {
    targets: [{ dir: COPY.dir, away: 'it is not mounted', nights: [], lost: [] }],
    reread: ok(null),
  };
  expect(finding('OFFSITE_COPY_FRESH', away).status).toBe('passed');
  expect(finding('OFFSITE_COPY_KEPT', away)).toMatchObject({
    status: 'passed',
    actual: '1 known; /media/disk is away, last seen 2026-11-24 with 2026-11-23',
  });
  expect(finding('OFFSITE_COPY_WHOLE', away)).toMatchObject({ status: 'not-applicable' });
});

test('a copy that is gone neither counts as fresh nor as kept', () => {
  const lost = {
    targets: [
      { dir: COPY.dir, away: null, nights: [], lost: [{ date: COPY.date, why: 'its manifest is gone' }] },
    ],
  };
  expect(finding('OFFSITE_COPY_FRESH', lost).status).toBe('failed');
  expect(finding('OFFSITE_COPY_KEPT', lost)).toMatchObject({
    status: 'failed',
    actual: '2026-11-23 in /media/disk: its manifest is gone',
  });
});

test('a copy that reads otherwise than it was copied fails', () => {
  expect(
    finding('OFFSITE_COPY_WHOLE', { reread: ok({ ...COPY, wrong: 'it is not what was copied' }) }).status,
  ).toBe('failed');
  expect(finding('OFFSITE_COPY_WHOLE', { reread: err('unexpected', 'the disk hung') })).toMatchObject({
    status: 'not-proven',
    reason: 'the disk hung',
  });
});

const DRILL: PastDrill = {
  at: '2026-09-01T10:00:00Z',
  night: '2026-09-01',
  depth: 'at-hand',
  from: 'off-site copy',
  verdict: 'passed',
};
const due = (lookedAt: string, lastPassed: PastDrill | null, last = lastPassed) => {
  const facts = {
    policy: { drillMaxAgeDays: 90 },
    drills: { lookedAt, lastPassed, last },
  } as unknown as Facts;
  return drillDueChecks.map((check) => answer(check, facts))[0];
};

test('a drill is due when the last one that passed is older than the settings allow', () => {
  expect(due('2026-11-30T08:00:00Z', DRILL)?.status).toBe('passed');
  expect(due('2026-12-01T08:00:00Z', DRILL)?.status).toBe('failed');
  expect(due('2026-12-01T08:00:00Z', null)).toMatchObject({ status: 'failed', actual: 'none yet' });
});

test('a drill that failed since is said', () => {
  expect(
    due('2026-11-30T08:00:00Z', DRILL, { ...DRILL, at: '2026-11-01T10:00:00Z', verdict: 'failed' }),
  ).toMatchObject({
    status: 'passed',
    actual: expect.stringContaining('the last one, 2026-11-01, was failed'),
  });
});
