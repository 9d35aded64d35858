import type { Facts } from '../facts/facts.ts';
import { judged, notApplicable, type CheckDefinition } from './check.ts';
import { ageInDays } from './offsite.ts';

/** Whether recovery was rehearsed lately. */
export const drillDueChecks: readonly CheckDefinition<Facts>[] = [
  {
    code: 'DRILL_FRESH',
    phase: 'backup-host',
    severity: 'warning',
    title: 'The last successful recovery drill is recent enough',
    remedy: 'Run “npm run drill”: it restores the off-site copy into a throw-away database on this machine.',
    requiredBy: [],
    judge: ({ policy, drills }) => {
      if (drills === undefined || policy.drillMaxAgeDays === undefined)
        return notApplicable('drills are not looked at in this run');
      const { lastPassed, last, lookedAt } = drills;
      const expected = `a drill that passed within ${policy.drillMaxAgeDays} days`;
      const failing =
        last !== null && last !== lastPassed && last.verdict !== 'passed'
          ? `; the last one, ${last.at.slice(0, 10)}, was ${last.verdict}`
          : '';
      if (lastPassed === null) return judged(false, expected, `none yet${failing}`);
      const days = ageInDays(lastPassed.at, lookedAt);
      const actual = `${lastPassed.at.slice(0, 10)}, ${days} days ago, of ${lastPassed.night} from ${lastPassed.from}${failing}`;
      return judged(days <= policy.drillMaxAgeDays, expected, actual);
    },
  },
];
