import fc from 'fast-check';
import {
  type Check,
  answer,
  failed,
  notProven,
  notApplicable,
  passed,
  type CheckDefinition,
} from '../../../helpers/checks/check.ts';
import { verdictOf } from '../../../helpers/verdict/verdict.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok } from '../../../helpers/base/outcome.ts';
import type { Identity } from '../../../helpers/report/result/identity.ts';
import { resultOf, type ResultSource } from '../../../helpers/report/result/result-of.ts';
import type { Result } from '../../../helpers/report/result/result.ts';

export const IDENTITY: Identity = {
  deployment: {
    name: 'Farajaland',
    isLab: false,
    production: 'register.example.org',
    staging: 'register.staging.example.org',
    backupHost: 'backup.example.org',
  },
  tool: { name: 'opencrvs-backup-verifier', version: '9.8.7' },
  operator: 'A. Mwansa',
  targets: { rpoHours: 24, rtoHours: 8 },
};

const definition = (code: string, part: Partial<CheckDefinition<null>>): CheckDefinition<null> => ({
  ...{
    code: code as CheckDefinition<null>['code'],
    phase: 'staging',
    severity: 'critical',
    title: `${code} holds`,
  },
  ...{ remedy: `Fix ${code}.`, requiredBy: ['acceptance'], judge: () => passed('a', 'a') },
  ...part,
});

/** Checks of each kind. */
export const GOOD = answer(definition('STAGING_GOOD', {}), null);
export const BAD = answer(
  definition('ARCHIVE_BAD', { phase: 'backup-host', judge: () => failed('seven', 'six', 'line one') }),
  null,
);
export const WARNING = answer(
  definition('CLOCKS_ODD', { severity: 'warning', judge: () => failed('0 s', '90 s') }),
  null,
);
export const OPEN = answer(definition('STAGING_OPEN', { judge: () => notProven('nobody could tell') }), null);
export const APART = answer(
  definition('STAGING_APART', { judge: () => notApplicable('no such thing here') }),
  null,
);

export const FACTS: Facts = {
  policy: {
    ...{ profile: 'acceptance', layout: 'swarm', backupsToKeep: 7, backupDir: '/home/backup/backups' },
    ...{ opencrvsVersion: '1.9', stores: null },
  },
};

/** A result of these checks, of which all are required. */
export function resultWith(
  checks: ResultSource['judgement']['checks'],
  part: Partial<ResultSource> = {},
): Result {
  const codes = checks.filter(({ severity }) => severity === 'critical').map(({ code }) => code);
  return resultOf({
    run: { id: '20261125T000000-abcdef', startedAt: '2026-11-25T00:00:00.000Z' },
    finishedAt: '2026-11-25T01:30:00.000Z',
    facts: FACTS,
    identity: IDENTITY,
    timeZone: 'Africa/Lusaka',
    judgement: { checks, diagnosis: [], verdict: verdictOf(checks, 'acceptance', codes) },
    ...part,
  });
}

/** Facts of a night that was followed to its end. */
export function nightFacts(rtoSeconds: number): Facts {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 25) + seconds * 1000).toISOString();
  const job = (name: 'backup' | 'download' | 'restore', from: number, to: number) =>
    ok({
      ...{ job: name, host: name === 'backup' ? ('production' as const) : ('staging' as const) },
      ...{
        schedule: '0 0 * * *',
        startedAt: at(from),
        finishedAt: at(to),
        exitCode: 0,
        log: [],
        successLine: null,
      },
    });
  return {
    ...FACTS,
    cycle: {
      expectedDate: ok('2026-11-25'),
      jobs: { backup: job('backup', 0, 60), restore: job('restore', 3600, 3600 + rtoSeconds) },
    },
    staging: { lookedAt: at(7200 + rtoSeconds), declaration: ok({}), fetched: [] },
  } as unknown as Facts;
}

/** The same check under another code. */
export const withCode = (check: Check, code: string, reason?: string): Check => ({
  ...check,
  code: code as Check['code'],
  ...(reason === undefined ? {} : { reason }),
});

/** Any text a host may send. */
export const anyText = fc.string({ unit: 'binary', maxLength: 40 });

/** Any result. */
export const anyResult = fc
  .record({
    checks: fc.array(fc.constantFrom(GOOD, BAD, WARNING, OPEN, APART), { maxLength: 12 }),
    name: anyText,
    isLab: fc.boolean(),
    rtoSeconds: fc.integer({ min: 0, max: 500_000 }),
    text: anyText,
  })
  .map(({ checks, name, isLab, rtoSeconds, text }) =>
    resultWith(
      checks.map((check, index) => ({
        ...check,
        code: `${check.code}_${index}` as Check['code'],
        ...('actual' in check ? { actual: text } : { reason: text }),
      })),
      {
        facts: nightFacts(rtoSeconds),
        identity: { ...IDENTITY, deployment: { ...IDENTITY.deployment, name, isLab } },
      },
    ),
  );
