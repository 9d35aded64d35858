import { expect, test } from '@playwright/test';
import { answer, type Check } from '../../../helpers/checks/check.ts';
import { retentionChecks } from '../../../helpers/checks/retention.ts';
import type { CycleFacts } from '../../../helpers/facts/cycle.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';
import type { RetentionFacts } from '../../../helpers/facts/retention.ts';
import { addDays } from '../../../helpers/schedule/local-time.ts';
import { at, clock, facts, failedCodes, listing, midnight, policy, TODAY } from './deployment.ts';
import { directory, file } from './history.ts';
import type { RetentionException } from '../../../helpers/facts/retention.ts';

/** The nights up to a date, each five minutes after midnight. */
const nights = (newest: string, count: number) =>
  Array.from({ length: count }, (_, back) => {
    const date = addDays(newest, -back);
    const made = midnight(date).getTime() + 5 * 60_000;
    return [directory(date, made), file(`${date}/${date}.tar.gz.enc`, made)];
  }).flat();

function seen(
  count: number,
  change: (seen: RetentionFacts) => void = () => undefined,
  now = at('14:10'),
): Facts {
  const value = facts(listing(nights(TODAY, count)), policy.backupDir, now);
  change(value);
  return { policy, retention: ok(value) };
}

const check = (all: Facts, code: string): Check => {
  const definition = retentionChecks.find((found) => found.code === code);
  if (definition === undefined) throw new Error(`no check ${code}`);
  return answer(definition, all);
};
const said = (found: Check): string => JSON.stringify(found);

/** A cycle that the harness ran this afternoon. */
const triggered = (startedAt: string, finishedAt: string): CycleFacts => ({
  expectedDate: ok(TODAY),
  schedules: ok([]),
  jobs: {
    backup: ok({
      job: 'backup',
      host: 'production',
      schedule: '0 0 * * *',
      startedAt: at(startedAt).toISOString(),
      finishedAt: at(finishedAt).toISOString(),
      exitCode: 0,
      log: [],
      successLine: true,
    }),
  },
  negativeControl: err('not-asked', ''),
  absentBeforeRestore: err('not-asked', ''),
});

test.describe('a night that the harness ran itself', () => {
  const made = at('14:05').getTime();
  const afternoon = [directory(TODAY, made), file(`${TODAY}/${TODAY}.tar.gz.enc`, made)];
  const lab = (entries = afternoon, cycle = triggered('14:04', '14:06')): Facts => {
    const value = facts(listing(entries), policy.backupDir, at('14:10'));
    const fresh = ok(clock({ crontabChangedAt: at('14:00').toISOString() }));
    value.clocks = { production: fresh, staging: fresh, backup: fresh };
    return { policy, retention: ok(value), cycle };
  };

  test('is right at its own hour, alone or after earlier nights', () => {
    expect(failedCodes(lab())).toEqual([]);
    expect(failedCodes(lab([...afternoon, ...nights(addDays(TODAY, -1), 7)]))).toEqual([]);
  });

  test('is late by the schedule when the harness did not run it', () => {
    const { policy, retention } = lab([...afternoon, ...nights(addDays(TODAY, -1), 7)]);
    expect(failedCodes({ policy, ...(retention && { retention }) })).toEqual(['RETENTION_IN_TIME']);
  });

  test('is due when the job has ended, not at the next midnight', () => {
    const yesterday = nights(addDays(TODAY, -1), 7);
    expect(failedCodes(lab(yesterday))).toEqual(['RETENTION_NEWEST_PRESENT']);
    expect(failedCodes(lab([directory(TODAY, made), ...yesterday]))).toEqual(['RETENTION_EXPECTED_FILES']);
    expect(failedCodes(lab([]))).toEqual(['RETENTION_NEWEST_PRESENT']);
  });

  test('nothing is missing before the first night of a deployment that has just been provisioned', () => {
    const { policy, retention } = lab([]);
    expect(failedCodes({ policy, ...(retention && { retention }) })).toEqual([]);
  });

  test('does not excuse an archive that is older than the run', () => {
    const stale = [directory(TODAY, made), file(`${TODAY}/${TODAY}.tar.gz.enc`, at('13:00').getTime())];
    expect(failedCodes(lab([...stale, ...nights(addDays(TODAY, -1), 7)]))).toEqual(['RETENTION_TIMES']);
  });
});

test.describe('on the way to another number', () => {
  const changed = at('12:00');
  const provisioned = (value: RetentionFacts): void => {
    value.clocks.backup = ok(clock({ crontabChangedAt: changed.toISOString() }));
  };
  const dates = (count: number) => Array.from({ length: count }, (_, back) => addDays(TODAY, -back));

  test('lowered: what was there before the change may stay until the next rotation', () => {
    const lowered = seen(15, (value) => {
      provisioned(value);
      value.earlier = [{ at: at('08:00').toISOString(), dates: dates(15) }];
    });
    expect(failedCodes(lowered)).toEqual([]);
    expect(said(check(lowered, 'RETENTION_NOT_PROVISIONED'))).toContain(
      'from 15 to 7 nights, job unchanged since 2026-11-23T10:00:00.000Z, reached by the rotation of 2026-11-24 00:00',
    );
  });

  test('lowered: what nobody saw before the change is too many, and so is what the next rotation left', () => {
    expect(failedCodes(seen(15, provisioned))).toEqual(['RETENTION_NOT_TOO_MANY']);
    const seenAfter = (value: RetentionFacts): void => {
      provisioned(value);
      value.earlier = [{ at: at('13:00').toISOString(), dates: dates(15) }];
    };
    expect(failedCodes(seen(15, seenAfter))).toEqual(['RETENTION_NOT_TOO_MANY']);
    const since = (value: RetentionFacts): void => {
      value.clocks.backup = ok(clock({ crontabChangedAt: at('12:00', addDays(TODAY, -2)).toISOString() }));
      value.earlier = [{ at: at('08:00', addDays(TODAY, -2)).toISOString(), dates: dates(15) }];
    };
    expect(failedCodes(seen(15, since))).toEqual(['RETENTION_NOT_TOO_MANY']);
  });

  test('raised: the nights fill up one by one, and none may go that came after the change', () => {
    const raised = (count: number): Facts => ({
      ...seen(count, (value) => {
        value.clocks.backup = ok(clock({ crontabChangedAt: at('12:00', addDays(TODAY, -3)).toISOString() }));
        value.rotation = ok([
          { schedule: '0 0 * * *', directory: policy.backupDir, keep: 14, kind: 'every-directory' },
        ]);
      }),
      policy: { ...policy, backupsToKeep: 14 },
    });
    expect(failedCodes(raised(10))).toEqual([]);
    expect(said(check(raised(10), 'RETENTION_NOT_PROVISIONED'))).toContain('from 10 to 14 nights');
    expect(said(check(raised(10), 'RETENTION_NOT_PROVISIONED'))).toContain('reached in 4 nights');
    expect(failedCodes(raised(2))).toEqual(['RETENTION_NOT_TOO_FEW']);
  });

  test('what an earlier look saw says nothing when the number was another, or for nights that are over', () => {
    const looked = (time: string, back: number, dates: string[]) =>
      seen(8, (value) => {
        value.clocks.backup = ok(clock({ crontabChangedAt: at('12:00', addDays(TODAY, -3)).toISOString() }));
        value.earlier = [{ at: at(time, addDays(TODAY, -back)).toISOString(), dates }];
      });
    const fewer = (facts: Facts): Facts => ({ ...facts, policy: { ...policy, backupsToKeep: 14 } });
    const old = dates(12).slice(-2);
    expect(check(fewer(looked('11:00', 3, old)), 'RETENTION_NOT_TOO_FEW').status).toBe('passed');
    expect(check(fewer(looked('13:00', 3, old)), 'RETENTION_NOT_TOO_FEW').status).toBe('failed');
    expect(failedCodes(looked('13:00', 3, old))).toEqual([]);
  });

  test('another number than the policy, two jobs, or none', () => {
    const jobs = (...keeps: (number | null)[]): Facts =>
      seen(8, (value) => {
        value.rotation = ok(
          keeps.map((keep) => ({ schedule: '0 0 * * *', directory: policy.backupDir, keep, kind: null })),
        );
      });
    expect(failedCodes(jobs(14))).toEqual(['RETENTION_NOT_PROVISIONED']);
    expect(failedCodes(jobs(7, 14))).toEqual(['RETENTION_NOT_PROVISIONED']);
    expect(failedCodes(jobs())).toEqual(['RETENTION_NOT_PROVISIONED']);
    expect(failedCodes(jobs(null))).toEqual(['RETENTION_NOT_PROVISIONED']);
    expect(failedCodes(jobs(0))).toEqual(['RETENTION_NOT_PROVISIONED', 'RETENTION_ROTATION_KEEPS_POLICY']);
    expect(failedCodes(jobs(7))).toEqual([]);
  });
});

test('after a long outage the older nights are worth keeping: only the gap is blamed', () => {
  const outage = seen(3, (value) => {
    value.listing.entries.push(...nights(addDays(TODAY, -30), 4));
  });
  expect(failedCodes(outage)).toEqual(['RETENTION_NO_GAPS']);
  const single = seen(3, (value) => {
    value.listing.entries.push(...nights(addDays(TODAY, -30), 1));
  });
  expect(failedCodes(single)).toEqual(['RETENTION_NO_GAPS']);
});

test.describe('documented exceptions', () => {
  const restored = '2026-03-05';
  const exception = (change: Partial<RetentionException> = {}): RetentionException => ({
    name: restored,
    allow: 'extra',
    reason: 'put back to look something up',
    by: 'K. Mweene',
    since: '2026-11-20',
    until: '2026-11-30',
    ...change,
  });
  const withOld = (exceptions: RetentionFacts['exceptions'], extra = restored): Facts =>
    seen(7, (value) => {
      const made = at('09:00').getTime();
      value.listing.entries.push(directory(extra, made), file(`${extra}/${extra}.tar.gz.enc`, made));
      value.rotation = ok([]);
      value.exceptions = exceptions;
    });

  test('an old archive is extra, unless an exception allows it today', () => {
    expect(failedCodes(withOld(ok([])))).toEqual([
      'RETENTION_NOT_PROVISIONED',
      'RETENTION_NOT_TOO_MANY',
      'RETENTION_TIMES',
    ]);
    const allowed = withOld(ok([exception()]));
    expect(failedCodes(allowed)).toEqual(['RETENTION_NOT_PROVISIONED']);
    expect(said(check(allowed, 'RETENTION_EXCEPTIONS'))).toContain('put back to look something up');
    expect(failedCodes(withOld(ok([exception({ since: '2026-11-24' })])))).toContain(
      'RETENTION_NOT_TOO_MANY',
    );
    expect(failedCodes(withOld(ok([exception({ name: '2026-03-06' })])))).toContain('RETENTION_NOT_TOO_MANY');
  });

  test('one past its last day excuses nothing and is itself a finding', () => {
    const past = failedCodes(withOld(ok([exception({ until: '2026-11-22' })])));
    expect(past).toContain('RETENTION_NOT_TOO_MANY');
    expect(past).toContain('RETENTION_EXCEPTIONS');
    const broken = withOld(err('unexpected', 'not JSON'));
    expect(failedCodes(broken)).toContain('RETENTION_NOT_TOO_MANY');
    expect(check(broken, 'RETENTION_EXCEPTIONS').status).toBe('not-proven');
  });

  test('what is allowed to lie there need not be a whole night', () => {
    const emptied = withOld(ok([exception()]));
    if (emptied.retention?.ok === true) {
      const { listing } = emptied.retention.value;
      listing.entries = listing.entries.filter(({ path }) => !path.startsWith(`${restored}/`));
    }
    expect(failedCodes(emptied)).toEqual(['RETENTION_NOT_PROVISIONED']);
  });

  test('a label may be allowed to lie there, but not to push a night out', () => {
    const label = (value: RetentionFacts): void => {
      value.listing.entries.push(directory('before-upgrade', at('09:00').getTime()));
      value.exceptions = ok([exception({ name: 'before-upgrade' })]);
    };
    expect(failedCodes(seen(8, label))).toEqual(['RETENTION_ROTATION_KEEPS_POLICY']);
  });

  test('a second run by day may be allowed for its night only', () => {
    const rerun = (name: string) => (value: RetentionFacts) => {
      const file = value.listing.entries.find(({ path }) => path === `${TODAY}/${TODAY}.tar.gz.enc`);
      if (file !== undefined) file.modifiedAt = at('11:00').toISOString();
      value.exceptions = ok([exception({ name, allow: 'rewritten' })]);
    };
    expect(failedCodes(seen(8, rerun(TODAY)))).toEqual([]);
    expect(failedCodes(seen(8, rerun(addDays(TODAY, -1))))).toEqual(['RETENTION_IN_TIME']);
  });
});

test('clocks are compared no closer than a slow connection allows', () => {
  const apart = (uncertainMs: number): Facts =>
    seen(8, (value) => (value.clocks.staging = ok(clock({ aheadMs: 65_000, uncertainMs }))));
  expect(failedCodes(apart(100))).toEqual(['CLOCKS_AGREE']);
  expect(failedCodes(apart(4000))).toEqual([]);
});

test('the order of the jobs is that of an ordinary night, not of one with a clock change', () => {
  const cairo = seen(8, (value) => {
    const here = ok(clock({ timeZone: 'Africa/Cairo', crontabChangedAt: null }));
    value.clocks = { production: here, staging: here, backup: here };
    value.now = at('10:00', '2026-04-23', 'Africa/Cairo').toISOString();
  });
  expect(check(cairo, 'SCHEDULE_ORDER').status).toBe('passed');
  expect(said(check(cairo, 'SCHEDULE_CLOCK_CHANGE'))).toContain(
    '2026-04-24: backup and download start together',
  );
});

test.describe('what cannot be known', () => {
  const status = (all: Facts, code: string) => check(all, code).status;

  test('without the crontab of the backup host its job is not proven', () => {
    const blind = seen(8, (value) => (value.rotation = err('refused', 'no sudo')));
    expect(status(blind, 'RETENTION_NOT_PROVISIONED')).toBe('not-proven');
    expect(status(blind, 'RETENTION_ROTATION_KEEPS_POLICY')).toBe('not-proven');
    expect(failedCodes(blind)).toEqual([]);
  });

  test('few nights and nothing that tells since when: neither right nor wrong', () => {
    const young = seen(3, (value) => (value.clocks.production = ok(clock({ crontabChangedAt: null }))));
    expect(status(young, 'RETENTION_NOT_TOO_FEW')).toBe('not-proven');
    expect(failedCodes(young)).toEqual([]);
    const full = seen(8, (value) => (value.clocks.production = ok(clock({ crontabChangedAt: null }))));
    expect(status(full, 'RETENTION_NOT_TOO_FEW')).toBe('passed');
  });

  test('a directory that could not be read proves no absence', () => {
    const partly = seen(8, ({ listing: seen }) => (seen.complete = false));
    expect(status(partly, 'RETENTION_NOTHING_ELSE')).toBe('not-proven');
    expect(status(partly, 'RETENTION_EXPECTED_FILES')).toBe('passed');
    const unread = seen(8, ({ listing: seen }) => {
      seen.complete = false;
      seen.entries = seen.entries.filter(({ path }) => !path.startsWith(`${TODAY}/`));
    });
    expect(status(unread, 'RETENTION_EXPECTED_FILES')).toBe('not-proven');
    expect(status(partly, 'RETENTION_ROTATION_KEEPS_POLICY')).toBe('not-proven');
  });

  test("without production's clock times are judged as far as any zone allows", () => {
    const blind = seen(7, (value) => {
      value.clocks = { backup: ok(clock({ timeZone: 'UTC' })) };
      value.jobs = {};
    });
    expect(failedCodes(blind)).toEqual([]);
    expect(status(blind, 'RETENTION_IN_TIME')).toBe('not-proven');
    expect(status(blind, 'SCHEDULE_ORDER')).toBe('not-proven');
  });

  test('nothing was looked at', () => {
    const all = retentionChecks.map((definition) => answer(definition, { policy }).status);
    expect(new Set(all)).toEqual(new Set(['not-proven']));
  });
});
