import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Check } from '../../../helpers/checks/check.ts';
import { diagnose } from '../../../helpers/diagnosis/diagnose.ts';
import type { Access, Diagnosis } from '../../../helpers/diagnosis/diagnosis.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { err } from '../../../helpers/base/outcome.ts';
import type { Fault } from './faults/fault.ts';
import { FAULTS } from './faults/faults.ts';
import { healthyRun } from './spoil.ts';
import { judge } from '../../../helpers/verdict/judge.ts';

const LEVELS = {
  'black box': { production: false, staging: false, backup: false },
  'backup host': { production: false, staging: false, backup: true },
  'all hosts': { production: true, staging: true, backup: true },
} as const satisfies Record<string, Access>;
type Level = keyof typeof LEVELS;

/** Takes away what cannot be seen without a login on the hosts. */
function seenAt(level: Level, facts: Facts): Facts {
  const access = LEVELS[level];
  const not = err('not-asked', 'no SSH login is configured');
  const { cycle, staging, retention } = facts;
  if (!access.production && cycle)
    Object.assign(cycle, { schedules: not, jobs: { backup: not, download: not, restore: not } });
  if (!access.staging && staging) staging.database = staging.leftovers = not;
  if (!access.production && retention?.ok === true) {
    delete retention.value.clocks.production;
    delete retention.value.clocks.staging;
    retention.value.jobs = {};
  }
  if (!access.backup) {
    Object.assign(facts, { archive: not, retention: not });
    if (staging) staging.sample = err('not-asked', 'the archive was not read');
  }
  return facts;
}

/** Faults whose cause came first when this was written, from outside, on the backup host, on all hosts. */
const LEAST_FIRST = [20, 44, 67];

type Result = 'first' | 'listed' | 'missed' | 'nothing to see' | 'false alarm' | 'silent';

function diagnosed({ spoil }: Fault, level: Level): Diagnosis[] {
  const facts = healthyRun();
  spoil(facts);
  const seen = seenAt(level, facts);
  return diagnose(judge(seen).checks, seen, LEVELS[level]);
}

function resultOf(fault: Fault, level: Level): Result {
  const list = diagnosed(fault, level);
  if (fault.cause === null) return list.length === 0 ? 'silent' : 'false alarm';
  if (list.length === 0) return 'nothing to see';
  const names = (one: Diagnosis | undefined) => [
    one?.code,
    ...(one?.candidates ?? []).map(({ code }) => code),
  ];
  const cause = level === 'black box' ? (fault.outside ?? fault.cause) : fault.cause;
  if (list[0]?.code === cause) return 'first';
  return list.some((one) => names(one).includes(cause)) ? 'listed' : 'missed';
}

const LEVEL_NAMES = Object.keys(LEVELS) as Level[];

for (const fault of FAULTS)
  test(`${fault.id} ${fault.what}`, () => {
    const [blackBox, backupHost, allHosts] = LEVEL_NAMES.map((level) => resultOf(fault, level));
    const silent = fault.cause === null;
    expect(allHosts, 'with a login on every host').toBe(silent ? 'silent' : 'first');
    expect(silent ? ['silent'] : ['first', 'listed', 'nothing to see'], 'on the backup host').toContain(
      backupHost,
    );
    expect(silent ? ['silent'] : ['first', 'listed', 'nothing to see'], 'from outside').toContain(blackBox);
  });

test('the score over all faults', () => {
  const wrong = FAULTS.filter(({ cause }) => cause !== null);
  const score = LEVEL_NAMES.map((level) => {
    const results = wrong.map((fault) => resultOf(fault, level));
    const count = (result: Result) => results.filter((one) => one === result).length;
    return {
      level,
      first: count('first'),
      listed: count('listed'),
      missed: count('missed'),
      hidden: count('nothing to see'),
    };
  });
  for (const { level, first, listed, missed, hidden } of score)
    process.stdout.write(
      `${level.padEnd(12)} ${wrong.length} faults: ${first} first, ${listed} in the list, ${missed} missed, ${hidden} not to be seen from there\n`,
    );
  // May rise, not fall.
  for (const [index, { first }] of score.entries())
    expect(first).toBeGreaterThanOrEqual(LEAST_FIRST[index] ?? 0);
  expect(score.map(({ missed }) => missed)).toEqual([0, 0, 0]);
});

test('what cannot be told apart from outside is said, with the access that would tell', () => {
  const refused = FAULTS.find(({ id }) => id === 'F09');
  if (refused === undefined) throw new Error('no F09');
  const family = diagnosed(refused, 'backup host').find(({ code }) => code === 'NO_ARCHIVE_TONIGHT');
  expect(family?.candidates?.map(({ code }) => code)).toContain('BACKUP_UPLOAD_REFUSED');
  expect(family?.candidates?.length).toBeGreaterThan(5);
  expect(family?.wouldTell).toContain('SSH on production');
  const told = diagnosed(refused, 'all hosts')[0];
  expect(told?.candidates).toBeUndefined();
  expect(told?.evidence.join(' ')).toContain('the upload was refused');
});

test('a cause ranks before what it brings about', () => {
  for (const fault of FAULTS) {
    const codes = diagnosed(fault, 'all hosts').map(({ code }) => code);
    if (
      fault.cause !== null &&
      fault.cause !== 'RESTORE_WITHOUT_ARCHIVE' &&
      codes.includes('RESTORE_WITHOUT_ARCHIVE')
    )
      expect(codes.indexOf(fault.cause)).toBeLessThan(codes.indexOf('RESTORE_WITHOUT_ARCHIVE'));
  }
});

test('any pattern of checks gets an answer, always the same, each cause once', () => {
  const { checks } = judge(healthyRun());
  const statuses = fc.array(fc.constantFrom('passed', 'failed', 'not-proven'), {
    minLength: checks.length,
    maxLength: checks.length,
  });
  fc.assert(
    fc.property(statuses, fc.constantFrom(...LEVEL_NAMES), (pattern, level) => {
      const changed = checks.map((check, index): Check => {
        const { code, phase, severity, title, remedy } = check;
        const head = { code, phase, severity, title, remedy };
        const status = pattern[index];
        if (status === 'not-proven') return { ...head, status, reason: 'unknown' };
        return {
          ...head,
          status: status === 'failed' ? 'failed' : 'passed',
          expected: 'this',
          actual: 'that',
        };
      });
      const list = diagnose(changed, healthyRun(), LEVELS[level]);
      expect(diagnose(changed, healthyRun(), LEVELS[level])).toEqual(list);
      expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
      for (const { score, evidence } of list) {
        expect(Number.isFinite(score)).toBe(true);
        expect(evidence.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 50 },
  );
});
