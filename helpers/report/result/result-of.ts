import type { Judgement } from '../../verdict/judge.ts';
import { STATUSES, type Check, type Status } from '../../checks/check.ts';
import { exitCodeOf, type ExitCode } from '../../base/exit-code.ts';
import type { Policy } from '../../facts/policy.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Identity } from './identity.ts';
import { isoIn, machineZone } from './local-time.ts';
import { RESULT_SCHEMA, type PhaseOfResult, type Recovery, type Result, type RunOfResult } from './result.ts';
import { archiveOf, attachmentsOf, jobsOf, nightOf, recordOf, recoveryOf, retentionOf } from './seen.ts';

/** What a result is made of. */
export interface ResultSource {
  run: { id: string; startedAt: string };
  /** ISO 8601. */
  finishedAt: string;
  facts: Facts;
  judgement: Judgement;
  identity: Identity;
  phases?: readonly PhaseOfResult[];
  /** IANA name; the machine's own unless a test says otherwise. */
  timeZone?: string;
}

/** The result of a run. Pure but for the zone of the machine. */
export function resultOf(source: ResultSource): Result {
  const { facts, judgement, identity, phases = [] } = source;
  const { verdict, checks, diagnosis } = judgement;
  return {
    ...about(source, facts.policy),
    ...verdict,
    exitCode: exitCodeOf(verdict.status),
    withoutProof: null,
    counts: countsOf(checks),
    night: nightOf(facts),
    record: recordOf(facts),
    archive: archiveOf(facts),
    attachments: attachmentsOf(facts),
    recovery: recoveryOf(facts, identity.targets),
    retention: retentionOf(facts),
    offsite: null,
    jobs: jobsOf(facts),
    phases: [...phases],
    diagnosis,
    checks,
    deployment: {
      ...identity.deployment,
      layout: facts.policy.layout,
      opencrvs: {
        production: versionIn(facts.registration?.login),
        staging: versionIn(facts.staging?.login),
      },
      access: facts.policy.access ?? NO_ACCESS,
    },
  };
}

/** The result of a command that ended without a proof: it takes the place of an earlier verdict, which would speak of another night. */
export function resultWithoutProof(
  source: Pick<ResultSource, 'run' | 'finishedAt' | 'identity' | 'timeZone'> & {
    policy: Policy;
    why: string;
    exitCode: ExitCode;
    checks?: readonly Check[];
  },
): Result {
  const { policy, why, exitCode, checks = [], identity } = source;
  const codes = (keep: (check: Check) => boolean) => checks.filter(keep).map(({ code }) => code);
  const failed = codes(({ status, severity }) => status === 'failed' && severity === 'critical');
  return {
    ...about(source, policy),
    status: failed.length > 0 ? 'failed' : 'not-proven',
    profile: policy.profile,
    summary: `There was no proof: ${why}`,
    failed,
    notProven: codes(({ status }) => status === 'not-proven'),
    warnings: codes(({ status, severity }) => status === 'failed' && severity !== 'critical'),
    covers: codes(({ status }) => status === 'passed'),
    exitCode,
    withoutProof: why,
    counts: countsOf(checks),
    ...{ night: null, record: null, archive: null, attachments: [], retention: null, offsite: null },
    recovery: { ...NOT_MEASURED, ...targetsOf(identity) },
    ...{ jobs: [], phases: [], diagnosis: [] },
    checks: [...checks],
    deployment: {
      ...identity.deployment,
      layout: policy.layout,
      opencrvs: { production: null, staging: null },
      access: policy.access ?? NO_ACCESS,
    },
  };
}

const NO_ACCESS = { production: false, staging: false, backup: false };

const NOT_MEASURED: Omit<Recovery, 'rpoTargetHours' | 'rtoTargetHours'> = {
  rpoHours: null,
  rtoSeconds: null,
  backupToSeenSeconds: null,
  stagingAgeHours: null,
};

const targetsOf = ({ targets }: Identity): Pick<Recovery, 'rpoTargetHours' | 'rtoTargetHours'> => ({
  rpoTargetHours: targets.rpoHours,
  rtoTargetHours: targets.rtoHours,
});

type Source = Pick<ResultSource, 'run' | 'finishedAt' | 'identity' | 'timeZone'>;

function about(source: Source, { profile }: Policy): Pick<Result, 'schema' | 'profile' | 'tool' | 'run'> {
  return { schema: RESULT_SCHEMA, profile, tool: source.identity.tool, run: runOf(source) };
}

function runOf({ run, finishedAt, identity, timeZone = machineZone() }: Source): RunOfResult {
  return {
    id: run.id,
    startedAt: run.startedAt,
    startedAtLocal: isoIn(timeZone, run.startedAt),
    finishedAt,
    finishedAtLocal: isoIn(timeZone, finishedAt),
    timeZone,
    operator: identity.operator,
  };
}

export function countsOf(checks: readonly Pick<Check, 'status'>[]): Record<Status, number> {
  const count = (status: Status) => checks.filter((check) => check.status === status).length;
  return Object.fromEntries(STATUSES.map((status) => [status, count(status)])) as Record<Status, number>;
}

type Login = NonNullable<Facts['registration']>['login'];

const versionIn = (login: Login | undefined): string | null =>
  login?.ok === true && login.value.version !== '' ? login.value.version : null;
