import { err, type Outcome } from '../../helpers/base/outcome.ts';
import type { CycleFacts } from '../../helpers/facts/cycle.ts';
import type { Facts } from '../../helpers/facts/facts.ts';
import type { RetentionFacts } from '../../helpers/facts/retention.ts';
import type { StagingFacts } from '../../helpers/facts/staging.ts';

type Access = NonNullable<Facts['policy']['access']>;

/** How far somebody may look, from most to least. Without any login on a host what is left is the applications. */
export const LEVELS = {
  'all hosts': { production: true, staging: true, backup: true },
  'backup host': { production: false, staging: false, backup: true },
  'applications only': { production: false, staging: false, backup: false },
} as const satisfies Record<string, Access>;
export type Level = keyof typeof LEVELS;

const noLogin = (host: string): Outcome<never> =>
  err('not-asked', `no SSH login on ${host} is configured (${host.toUpperCase()}_SSH)`);

/** What would have been seen of the same night with logins on these hosts alone. */
export function seenAt(level: Level, facts: Facts): Facts {
  const access = LEVELS[level];
  const { policy, cycle, retention, archive, staging } = facts;
  return {
    ...facts,
    policy: { ...policy, access },
    ...(cycle && { cycle: cycleAt(access, cycle) }),
    ...(retention && { retention: access.backup ? retentionAt(access, retention) : noLogin('backup') }),
    ...(archive && { archive: access.backup ? archive : noLogin('backup') }),
    ...(staging && { staging: stagingAt(access, staging) }),
  };
}

function cycleAt(access: Access, cycle: CycleFacts): CycleFacts {
  const isOpen = (host: string): boolean => access[host as keyof Access];
  const jobs = Object.entries(cycle.jobs).map(([job, outcome]) => {
    const host = job === 'backup' ? 'production' : job === 'rotate' ? 'backup' : 'staging';
    return [job, isOpen(host) ? outcome : noLogin(host)];
  });
  const { schedules } = cycle;
  return {
    ...cycle,
    schedules: schedules.ok
      ? { ok: true, value: schedules.value.filter(({ host }) => isOpen(host)) }
      : schedules,
    jobs: Object.fromEntries(jobs) as CycleFacts['jobs'],
  };
}

function retentionAt(access: Access, retention: Outcome<RetentionFacts>): Outcome<RetentionFacts> {
  if (!retention.ok) return retention;
  const open = <T>(byHost: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(byHost).filter(([host]) => access[host as keyof Access]));
  const { clocks, jobs } = retention.value;
  return { ok: true, value: { ...retention.value, clocks: open(clocks), jobs: open(jobs) } };
}

function stagingAt(access: Access, staging: StagingFacts): StagingFacts {
  return {
    ...staging,
    ...(access.staging ? {} : { database: noLogin('staging'), leftovers: noLogin('staging') }),
    ...(access.backup ? {} : { sample: err('not-asked', 'the archive was not read') }),
  };
}
