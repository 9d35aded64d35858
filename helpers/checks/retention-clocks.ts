import type { Facts } from '../facts/facts.ts';
import type { HostClock, HostName } from '../facts/retention.ts';
import { clockChanges, orderProblems } from '../retention/schedule-order.ts';
import type { RetentionView } from '../retention/view.ts';
import { judged, notProven, type CheckDefinition, type Finding } from './check.ts';
import { retentionCheck } from './retention-check.ts';

/** More than this between two clocks makes times of files and logs hard to compare. */
const AGREE_MS = 60_000;

const known = (view: RetentionView): [HostName, HostClock][] =>
  Object.entries(view.facts.clocks).flatMap(([host, clock]) =>
    clock.ok ? [[host as HostName, clock.value] satisfies [HostName, HostClock]] : [],
  );

export function clocksAgree(view: RetentionView): Finding {
  const clocks = known(view);
  if (clocks.length < 2) return notProven('fewer than two clocks are known');
  const ahead = clocks.map(([, clock]) => clock.aheadMs);
  const doubt = Math.max(...clocks.map(([, clock]) => clock.uncertainMs));
  const apart = Math.max(...ahead) - Math.min(...ahead);
  const text = clocks.map(([host, { aheadMs, timeZone }]) => `${host} ${seconds(aheadMs)} (${timeZone})`);
  return judged(
    apart <= AGREE_MS + 2 * doubt,
    `the clocks of the hosts within ${AGREE_MS / 1000} s`,
    `against this machine: ${text.join(', ')}`,
  );
}

const seconds = (ms: number): string => `${ms < 0 ? '−' : '+'}${(Math.abs(ms) / 1000).toFixed(1)} s`;

export function scheduleOrder(view: RetentionView): Finding {
  const outcome = orderProblems(view);
  if (!outcome.ok) return notProven(outcome.why);
  const { problems, order } = outcome.value;
  return judged(
    problems.length === 0,
    'on an ordinary night: backup, then download of the same date, then restore',
    problems.length === 0 ? order : problems.join('; '),
  );
}

export function noClockChange(view: RetentionView): Finding {
  const outcome = clockChanges(view);
  if (!outcome.ok) return notProven(outcome.why);
  const changes = outcome.value;
  return judged(
    changes.length === 0,
    `no clock change between the jobs of the last and the next ${view.policy.backupsToKeep} nights`,
    changes.join('; ') || 'none',
  );
}

/** Clocks, zones and the order of the night's jobs. */
export const clockChecks: readonly CheckDefinition<Facts>[] = [
  retentionCheck(
    {
      code: 'CLOCKS_AGREE',
      severity: 'warning',
      title: "The hosts' clocks agree",
      remedy: 'Let all hosts take their time from the same source (timedatectl set-ntp true).',
      requiredBy: [],
    },
    clocksAgree,
  ),
  retentionCheck(
    {
      code: 'SCHEDULE_ORDER',
      severity: 'critical',
      title: 'Staging fetches each night after production has made it',
      remedy:
        'Set the same time zone on all hosts, or move the jobs of staging: it asks for the archive by the date of its own clock.',
      requiredBy: [],
    },
    scheduleOrder,
  ),
  retentionCheck(
    {
      code: 'SCHEDULE_CLOCK_CHANGE',
      severity: 'warning',
      title: 'No clock change lets the jobs of a night run together',
      remedy:
        'For that night move the jobs to an hour that exists, or expect staging to be empty until the next restore: skipped jobs all start at once.',
      requiredBy: [],
    },
    noClockChange,
  ),
];
