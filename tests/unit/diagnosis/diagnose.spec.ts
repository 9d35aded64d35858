import { expect, test } from '@playwright/test';
import { judge } from '../../../helpers/checks/catalogue.ts';
import { diagnose } from '../../../helpers/diagnosis/diagnose.ts';
import type { Access, Diagnosis } from '../../../helpers/diagnosis/diagnosis.ts';
import type { Facts } from '../../../helpers/facts.ts';
import { none } from '../../../helpers/outcome.ts';
import { archiveFaults } from './faults/archive.ts';
import { backupFaults } from './faults/backup.ts';
import type { Fault } from './faults/fault.ts';
import { restoreFaults } from './faults/restore.ts';
import { retentionFaults } from './faults/retention.ts';
import { healthyRun } from './spoil.ts';

const FAULTS: readonly Fault[] = [...backupFaults, ...archiveFaults, ...retentionFaults, ...restoreFaults];

const LEVELS = {
  'black box': { production: false, staging: false, backup: false },
  'backup host': { production: false, staging: false, backup: true },
  'all hosts': { production: true, staging: true, backup: true },
} as const satisfies Record<string, Access>;
type Level = keyof typeof LEVELS;

/** Takes away what cannot be seen without a login on the hosts. */
function seenAt(level: Level, facts: Facts): Facts {
  const access = LEVELS[level];
  const not = none('not-asked', 'no SSH login is configured');
  const { cycle, staging, retention } = facts;
  if (!access.production && cycle)
    Object.assign(cycle, { schedules: not, jobs: { backup: not, download: not, restore: not } });
  if (!access.staging && staging) staging.database = not;
  if (!access.production && retention?.ok === true) {
    delete retention.value.clocks.production;
    delete retention.value.clocks.staging;
    retention.value.jobs = {};
  }
  if (!access.backup) {
    Object.assign(facts, { archive: not, retention: not });
    if (staging) staging.sample = none('not-asked', 'the archive was not read');
  }
  return facts;
}

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
  if (list[0]?.code === fault.cause) return 'first';
  return list.some((one) => names(one).includes(fault.cause ?? '')) ? 'listed' : 'missed';
}

test('dump', () => {
  for (const fault of FAULTS) {
    const cells = (Object.keys(LEVELS) as Level[]).map((level) => resultOf(fault, level));
    process.stdout.write(`${fault.id} ${fault.cause} | ${cells.join(' | ')} | ${fault.what}\n`);
    for (const level of Object.keys(LEVELS) as Level[])
      if (!['first', 'silent'].includes(resultOf(fault, level)))
        process.stdout.write(
          `     ${level}: ${diagnosed(fault, level)
            .slice(0, 4)
            .map((d) => `${d.code}=${d.score}`)
            .join(' ')}\n`,
        );
  }
  expect(1).toBe(1);
});
