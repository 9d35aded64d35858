import { answer, judged, notProven, type Check, type CheckDefinition } from '../checks/check.ts';
import { retentionChecks } from '../checks/retention.ts';
import { verdictOf, type Verdict } from '../verdict/verdict.ts';
import { newSessionOn } from '../opencrvs/api/open-session.ts';
import { createdBy } from '../registration/gather-clean-up.ts';
import { err, outcomeOf, type Outcome } from '../base/outcome.ts';
import { gatherRetention } from '../retention/gather-retention.ts';
import { presenceOf } from '../staging/prove-absent.ts';
import type { CommandContext } from './command-context.ts';
import { listRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { registrationOf } from '../runs/registration-of.ts';

type Name = 'production' | 'staging';

/** What is left of the test registrations in an environment, as tracking ids. */
export interface CleanFacts {
  asked: number;
  left: Record<Name, Outcome<string[]>>;
}

const clean = (name: Name): CheckDefinition<CleanFacts> => ({
  code: `GOLIVE_${name.toUpperCase() as Uppercase<Name>}_CLEAN`,
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

/** The records that a run made, the later ones and abandoned drafts included, with the files that are known of them. */
export function recordsOf(run: Run): { eventId: string; trackingId: string; keys: string[] }[] {
  const registration = registrationOf(run);
  const others = createdBy(run).filter(({ eventId }) => eventId !== registration?.eventId);
  const first =
    registration === null
      ? []
      : [{ ...idsOf(registration), keys: registration.attachments.map(({ key }) => key) }];
  return [...first, ...others.map((record) => ({ ...record, keys: [] }))];
}

const idsOf = ({ eventId, trackingId }: TestRegistration) => ({ eventId, trackingId });

/** Looks, read-only, whether a deployment is free of everything that was made to test it. */
export async function lookBeforeGoLive(
  deployment: CommandContext,
): Promise<{ checks: Check[]; verdict: Verdict }> {
  const { config, hosts, environments, runsDir } = deployment;
  const records = listRuns(runsDir).flatMap(({ run }) => recordsOf(run));
  const leftOn = (name: Name) =>
    outcomeOf(async () => {
      const session = await newSessionOn(environments[name]);
      const left: string[] = [];
      for (const record of records) {
        const { bySearch, byUrl, objectKeysServed } = await presenceOf(session, record);
        if (bySearch > 0 || byUrl || objectKeysServed.length > 0) left.push(record.trackingId);
      }
      return left;
    });
  const facts: CleanFacts = {
    asked: records.length,
    left: { production: await leftOn('production'), staging: await leftOn('staging') },
  };
  const retention =
    hosts.backup === null
      ? err('not-asked', 'no SSH login on the backup host is configured (BACKUP_SSH)')
      : await gatherRetention({ ...hosts, backup: hosts.backup }, config.policy);
  const checks = [
    ...goLiveChecks.map((check) => answer(check, facts)),
    ...retentionChecks
      .filter(({ afterReset }) => afterReset === true)
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
