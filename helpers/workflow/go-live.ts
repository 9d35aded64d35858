import { answer, judged, notProven, type Check, type CheckDefinition } from '../checks/check.ts';
import { retentionChecks } from '../checks/retention.ts';
import { verdictOf, type Verdict } from '../verdict/verdict.ts';
import { newSessionOn } from '../opencrvs/api/open-session.ts';
import { createdBy } from '../registration/gather-clean-up.ts';
import { findTestRecords } from '../registration/find-test-records.ts';
import { err, outcomeOf, type Outcome } from '../base/outcome.ts';
import { gatherRetention } from '../retention/gather-retention.ts';
import { presenceOf } from '../staging/prove-absent.ts';
import type { CommandContext } from './command-context.ts';
import { listRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { registrationOf } from '../runs/registration-of.ts';

type Name = 'production' | 'staging';

/** A test record that is still there. */
export interface LeftRecord {
  trackingId: string;
  /** The run of this machine that made it; null: none of them knows it. */
  run: string | null;
}

/** What is left of test registrations in an environment, whoever made them. */
export interface CleanFacts {
  /** Records that the runs of this machine made. */
  known: number;
  left: Record<Name, Outcome<LeftRecord[]>>;
}

const clean = (name: Name): CheckDefinition<CleanFacts> => ({
  code: `GOLIVE_${name.toUpperCase() as Uppercase<Name>}_CLEAN`,
  phase: 'preflight',
  severity: 'critical',
  title: `No test record is left on ${name}`,
  remedy:
    name === 'production'
      ? 'Clear all data on production again, object store and search index included, as the go-live checklist says.'
      : 'Run backup and restore once after clearing production, or clear staging the same way.',
  requiredBy: ['acceptance'],
  judge: ({ left, known }) => {
    const found = left[name];
    if (!found.ok) return notProven(found.why);
    const expected = `no record with the marks of a test record, none of the ${known} that runs here made`;
    const shown = found.value.map(
      ({ trackingId, run }) =>
        `${trackingId} (${run === null ? 'not made by a run on this machine' : `run ${run}`})`,
    );
    return judged(shown.length === 0, expected, shown.length === 0 ? 'none' : shown.join(', '));
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
  const records = listRuns(runsDir).flatMap(({ run }) =>
    recordsOf(run).map((record) => ({ ...record, run: run.id })),
  );
  const runOf = (id: string) => records.find(({ trackingId }) => trackingId === id)?.run ?? null;
  const leftOn = (name: Name) =>
    outcomeOf(async () => {
      const session = await newSessionOn(environments[name]);
      // The environment itself knows what no folder of reports does.
      const left = new Map(
        (await findTestRecords(session, config.own.informantEmail)).map((id) => [id, runOf(id)]),
      );
      for (const record of records) {
        const { bySearch, byUrl, objectKeysServed } = await presenceOf(session, record);
        if (bySearch > 0 || byUrl || objectKeysServed.length > 0) left.set(record.trackingId, record.run);
      }
      return [...left].map(([trackingId, run]): LeftRecord => ({ trackingId, run }));
    });
  const facts: CleanFacts = {
    known: records.length,
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
