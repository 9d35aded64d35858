import { join } from 'node:path';
import { archiveChecks } from '../checks/archive.ts';
import { answer, type Check } from '../checks/check.ts';
import type { ExitCode } from '../base/exit-code.ts';
import { recoveryDrillChecks } from '../checks/recovery-drill.ts';
import { verdictOf, type Verdict } from '../verdict/verdict.ts';
import type { Config } from '../config/load-config.ts';
import { drillLedgerIn, noteDrill } from '../drill/history.ts';
import { drillNight, type DrilledNight } from '../drill/drill-night.ts';
import { nightIn, type NightStore } from '../drill/night-sources.ts';
import { postgresPrograms } from '../drill/postgres-programs.ts';
import type { Facts } from '../facts/facts.ts';
import type { TriedNight } from '../facts/drill.ts';
import { ok, FailureError } from '../base/outcome.ts';
import { keepResult } from '../report/publish/run-result.ts';
import { identityOf } from '../report/result/identity.ts';
import { expectedIn } from './expected-record.ts';
import { createRun } from '../runs/run.ts';
import { report, type Shows } from './conclude.ts';

export interface DrillCommand extends Shows {
  config: Config;
  env: Record<string, string | undefined>;
  reportsDir: string;
  stateDir: string;
  store: NightStore;
  /** Null: the newest. */
  night: string | null;
  /** Every night, newest first, for at most so long; null: one. */
  each: { minutes: number } | null;
  progress: (bytes: number, total: number | null) => void;
}

/** Brings a night back into a throw-away database and judges it, or one after another while there is time. */
export async function drillAtHand(command: DrillCommand): Promise<ExitCode> {
  const { config, store, night, each, print } = command;
  // Before anything is read for nothing.
  const programs = postgresPrograms(config.offsite.drill.postgresBin);
  const first = nightIn(store, night);
  const nights = each === null ? [first] : store.nights.slice(store.nights.indexOf(first));
  const tried: TriedNight[] = [];
  let best: { facts: Facts; checks: Check[]; verdict: Verdict } | null = null;
  const began = performance.now();
  for (const date of nights) {
    if (each !== null && tried.length > 0 && isLate(performance.now() - began, tried.length, each.minutes)) {
      tried.push({ night: date, result: 'not-tried', why: null });
      continue;
    }
    print(`Restoring ${date} from ${store.from} into PostgreSQL ${programs.version} …`);
    const seen = await drilled(date, programs, command);
    const result = judgeDrill({ policy: { ...config.policy, profile: 'recovery' }, ...seen });
    tried.push(triedNight(date, result));
    if (nights.length > 1) print(`${date}  ${sayingOf(tried.at(-1))}`);
    best ??= result;
  }
  if (best === null) throw new Error('no night was tried');
  return conclude({ ...best.facts, ...(tried.length > 1 ? { drilledNights: tried } : {}) }, command);
}

/** Whether another night as long as those before would end too late. */
const isLate = (spentMs: number, count: number, minutes: number): boolean =>
  spentMs + spentMs / count > minutes * 60_000;

async function drilled(
  date: string,
  programs: ReturnType<typeof postgresPrograms>,
  { config, reportsDir, store, progress }: DrillCommand,
): Promise<Pick<Facts, 'archive' | 'drill'>> {
  const { archive, drill }: DrilledNight = await drillNight(await store.open(date), {
    ...{ programs, passphrase: config.passphrase, dir: config.offsite.drill.dir },
    expect: expectedIn(`${reportsDir}/runs`, date, config.policy.goLiveDate ?? null),
    bytesPerSecond: store.from === 'backup host' ? config.reading.bytesPerSecond : null,
    onProgress: ({ bytes, total }) => progress(bytes, total),
  });
  return { archive, drill: ok(drill) };
}

/** Judges what a drill saw: the archive it came from and the database that came of it. */
export function judgeDrill(facts: Facts): { facts: Facts; checks: Check[]; verdict: Verdict } {
  const definitions = [...archiveChecks, ...recoveryDrillChecks];
  const checks = definitions.map((definition) => answer(definition, facts));
  const required = definitions
    .filter(({ requiredBy }) => requiredBy.includes('recovery'))
    .map(({ code }) => code);
  return { facts, checks, verdict: verdictOf(checks, 'recovery', required) };
}

const RESULT = { passed: 'restores', failed: 'fails', 'not-proven': 'not-proven' } as const;

function triedNight(night: string, { checks, verdict }: ReturnType<typeof judgeDrill>): TriedNight {
  const bad = checks.find(({ code }) => [...verdict.failed, ...verdict.notProven].includes(code));
  const said = bad === undefined ? null : 'actual' in bad ? bad.actual : bad.reason;
  return { night, result: RESULT[verdict.status], why: said };
}

function sayingOf(tried: TriedNight | undefined): string {
  if (tried === undefined) return '';
  const { result, why } = tried;
  return result === 'restores' ? '✓ would bring the register back' : `✗ ${result}: ${why ?? ''}`;
}

async function conclude(facts: Facts, command: DrillCommand): Promise<ExitCode> {
  const { config, reportsDir, stateDir, store } = command;
  const run = createRun(join(reportsDir, 'drills'), facts.policy);
  for (const part of ['archive', 'drill', 'drilledNights'] as const)
    if (facts[part] !== undefined) run.save(part, facts[part]);
  const { checks, verdict } = judgeDrill(facts);
  run.note('closed', { verdict: verdict.status });
  const result = keepResult(run, identityOf(config), { checks, verdict, diagnosis: [] });
  const { drill } = facts;
  if (drill?.ok !== true) throw new FailureError('unexpected', 'the drill gave no facts');
  noteDrill(drillLedgerIn(stateDir), {
    at: new Date().toISOString(),
    night: drill.value.night,
    depth: drill.value.depth,
    from: store.from,
    verdict: verdict.status,
  });
  // Beside the results of the nights, which it does not replace.
  return report(result, run.dir, { ...command, reportsDir: join(reportsDir, 'drill') });
}
