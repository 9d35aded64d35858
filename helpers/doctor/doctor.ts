import { answer, type Check } from '../checks/check.ts';
import { exitCodeOf, EXIT, type ExitCode } from '../base/exit-code.ts';
import { integrationsFinding } from '../checks/preflight-roles.ts';
import { preflightChecks } from '../checks/preflight.ts';
import { retentionChecks } from '../checks/retention.ts';
import { verdictOf, type Verdict } from '../verdict/verdict.ts';
import type { ReadConfig } from '../config/load-config.ts';
import type { Environments } from '../deployment/environments.ts';
import { err } from '../base/outcome.ts';
import { gatherRetention } from '../retention/gather-retention.ts';
import type { PreflightFacts } from '../facts/preflight.ts';
import { gatherPreflight, type PreflightHosts } from '../preflight/gather-preflight.ts';

export interface Examination {
  facts: PreflightFacts;
  checks: Check[];
  verdict: Verdict;
  exitCode: ExitCode;
}

/** Looks at a deployment without changing anything, and judges what a proof would need. */
export async function examine(
  read: ReadConfig,
  hosts: PreflightHosts,
  environments?: Environments,
): Promise<Examination> {
  const { policy } = read.config;
  const retention =
    hosts.backup === null
      ? err('not-asked', 'no SSH login on the backup host is configured (BACKUP_SSH)')
      : await gatherRetention({ ...hosts, backup: hosts.backup }, policy);
  const facts = await gatherPreflight(read, hosts, retention, environments);
  const checks = [
    ...preflightChecks.map((check) => answer(check, facts)),
    ...retentionChecks.map((check) => answer(check, { policy, retention })),
  ];
  const required = preflightChecks.filter(({ requiredBy }) => requiredBy.includes(policy.profile));
  const verdict = verdictOf(
    checks,
    policy.profile,
    required.map(({ code }) => code),
  );
  return { facts, checks, verdict, exitCode: exitCodeOfExamination(facts, verdict) };
}

/** 3: something does not answer. 2: something configured is missing, wrong or refused. Else what the verdict says. */
export function exitCodeOfExamination(facts: PreflightFacts, verdict: Verdict): ExitCode {
  const { addresses, logins, hosts, newestArchive, problems } = facts;
  const troubles = [
    ...addresses.map(({ answer }) => answer),
    ...Object.values(logins),
    ...Object.values(hosts),
  ].map((outcome) => (outcome.ok ? null : outcome.reason));
  if (troubles.includes('unreachable')) return EXIT.unreachable;
  const unacknowledged = integrationsFinding(facts).status === 'failed';
  const wrongPassphrase = newestArchive.ok && newestArchive.value.opening === 'wrong-passphrase';
  if (problems.length > 0 || wrongPassphrase || unacknowledged || troubles.includes('refused'))
    return EXIT.usage;
  return exitCodeOf(verdict.status);
}
