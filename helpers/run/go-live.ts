import { answer, judged, notProven, type Check, type CheckDefinition } from '../checks/check.ts';
import { retentionChecks } from '../checks/retention.ts';
import { verdictOf, type Verdict } from '../checks/verdict.ts';
import { sessionOn } from '../opencrvs/api/open-session.ts';
import { none, outcomeOf, type Outcome } from '../outcome.ts';
import { gatherRetention } from '../retention/gather-retention.ts';
import { proveAbsent } from '../staging/prove-absent.ts';
import type { Deployment } from './deployment.ts';
import { listRuns } from './list-runs.ts';
import { registrationOf } from './steps.ts';

type Name = 'production' | 'staging';

/** What is left of the test registrations in an environment, as tracking ids. */
export interface CleanFacts {
  asked: number;
  left: Record<Name, Outcome<string[]>>;
}

/** Of the checks of the backup directory, those that a reset must have made true. */
const AFTER_RESET = ['RETENTION_NONE_BEFORE_GO_LIVE', 'RETENTION_NOTHING_ELSE'];

const clean = (name: Name): CheckDefinition<CleanFacts> => ({
  code: `GOLIVE_${name.toUpperCase()}_CLEAN`,
  phase: 'preflight',
  severity: 'critical',
  title: `No test registration is left on ${name}: not by search, not by address, not a file`,
  remedy:
    name === 'production'
      ? 'Clear all data of production once more, object store and search index included, as the manual says before going live.'
      : 'Run backup and restore once after production was cleared, or clear staging in the same way.',
  requiredBy: ['acceptance'],
  judge: ({ left, asked }) => {
    const found = left[name];
    if (!found.ok) return notProven(found.why);
    const ids = found.value;
    return judged(
      ids.length === 0,
      `none of ${asked} is left`,
      ids.length === 0 ? 'none is' : ids.join(', '),
    );
  },
});

export const goLiveChecks = [clean('production'), clean('staging')] as const;

/** Looks, read-only, whether a deployment is free of everything that was made to test it. */
export async function lookBeforeGoLive(
  deployment: Deployment,
): Promise<{ checks: Check[]; verdict: Verdict }> {
  const { config, hosts, environments, runsDir } = deployment;
  const registrations = listRuns(runsDir).flatMap(({ run }) => registrationOf(run) ?? []);
  const leftOn = (name: Name) =>
    outcomeOf(async () => {
      const session = await sessionOn(environments[name]);
      const left: string[] = [];
      for (const registration of registrations) {
        const { bySearch, byUrl, objectKeysServed } = await proveAbsent(session, registration);
        if (bySearch > 0 || byUrl || objectKeysServed.length > 0) left.push(registration.trackingId);
      }
      return left;
    });
  const facts: CleanFacts = {
    asked: registrations.length,
    left: { production: await leftOn('production'), staging: await leftOn('staging') },
  };
  const retention =
    hosts.backup === null
      ? none('not-asked', 'no SSH login on the backup host is configured (BACKUP_SSH)')
      : await gatherRetention({ ...hosts, backup: hosts.backup }, config.policy);
  const checks = [
    ...goLiveChecks.map((check) => answer(check, facts)),
    ...retentionChecks
      .filter(({ code }) => AFTER_RESET.includes(code))
      .map((check) => answer(check, { policy: config.policy, retention })),
  ];
  return {
    checks,
    verdict: verdictOf(
      checks,
      'acceptance',
      checks.map(({ code }) => code),
    ),
  };
}
