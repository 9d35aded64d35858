import type { Facts } from '../facts/facts.ts';
import { nightsGone } from '../retention/nights-gone.ts';
import { addDays, timeIn } from '../schedule/local-time.ts';
import { isLowering, transitionOf, transitionText } from '../retention/transition.ts';
import type { RetentionView } from '../retention/view.ts';
import { allowedCount, keptNights } from '../retention/window.ts';
import { counted, listed } from '../base/text.ts';
import {
  failed,
  judged,
  notApplicable,
  notProven,
  passed,
  type CheckDefinition,
  type Finding,
} from './check.ts';
import { onlyRepositories, retentionCheck } from './retention-check.ts';

const REPOSITORIES_ONLY = notApplicable(
  'the nights are kept in differential repositories, not in dated directories',
);

const dates = (rule: (view: RetentionView) => Finding) => (view: RetentionView) =>
  onlyRepositories(view) ? REPOSITORIES_ONLY : rule(view);

export function newestPresent(view: RetentionView): Finding {
  const { due, arrived, plan, facts } = view;
  const newest = arrived.at(-1)?.date;
  if (due === null) return notProven('no night of the schedule has been due');
  const production = facts.clocks.production;
  const installed = production?.ok === true ? production.value.crontabChangedAt : null;
  if (newest === undefined && installed !== null && Date.parse(installed) > due.startsAt) {
    return notApplicable('no night has been due since the backup job was installed');
  }
  const zone = view.zoneKnown ? '' : " (production's zone is not known, the backup host's is taken)";
  return judged(
    newest !== undefined && newest >= due.date,
    `${due.date}, due by ${timeIn(plan.dateZone, due.dueBy)}, or newer${zone}`,
    newest === undefined ? 'no dated directory at all' : `newest is ${newest}`,
  );
}

export function noGaps(view: RetentionView): Finding {
  const there = new Set(view.arrived.map(({ date }) => date));
  const [oldest, newest] = [view.arrived[0]?.date, view.arrived.at(-1)?.date];
  if (oldest === undefined || newest === undefined) return notApplicable('there is no dated directory');
  const between = keptNights(view).required.filter(({ date }) => oldest < date && date < newest);
  const gaps = between.map(({ date }) => date).filter((date) => !there.has(date));
  return judged(
    gaps.length === 0,
    `every night between ${oldest} and ${newest} among the last ${view.policy.backupsToKeep}`,
    gaps.length === 0 ? 'no night missing' : `missing: ${listed(gaps.reverse())}`,
  );
}

export function notTooFew(view: RetentionView): Finding {
  const keep = view.policy.backupsToKeep;
  const { gone, evidence } = nightsGone(view);
  const count = counted(view.arrived.length, 'night');
  if (gone.length > 0) {
    return failed(
      `the last ${keep} nights, as far as there were backups`,
      `${count}; never arrived or deleted too early: ${listed(gone)}`,
      `Known from: ${evidence.join('; ')}`,
    );
  }
  const expected = `min(nights since the first backup, ${keep})`;
  if (view.arrived.length >= keep) return passed(expected, count);
  if (evidence.length === 0) {
    return notProven(`${count} of ${keep}; since when there are backups is not known`);
  }
  const transition = transitionOf(view);
  return passed(expected, `${count}${transition === null ? '' : `; ${transitionText(transition)}`}`);
}

export function notTooMany(view: RetentionView): Finding {
  const allowed = allowedCount(view);
  const excess = view.arrived.slice(0, Math.max(0, view.arrived.length - allowed)).map(({ date }) => date);
  const extra = excess.length > 0 ? excess : putBack(view);
  const expected = `at most ${counted(allowed, 'night')} at this hour`;
  const actual = `${counted(view.arrived.length, 'night')}${extra.length === 0 ? '' : `; too old: ${listed(extra)}`}`;
  const transition = transitionOf(view);
  if (extra.length > 0 && transition !== null && isLowering(view, extra)) {
    return passed(
      `${expected}, or what the next rotation deletes`,
      `${actual}; ${transitionText(transition)}`,
    );
  }
  return judged(
    extra.length === 0,
    expected,
    actual,
    transition === null ? undefined : transitionText(transition),
  );
}

/**
 * The number alone does not show an old archive in the place of the night that rotation is about to delete.
 * An outage may leave an older night there, but hardly one that ended just as many nights ago as are kept and
 * lasted a week longer.
 */
function putBack({ arrived, policy }: RetentionView): string[] {
  const [first, second] = arrived;
  if (arrived.length <= policy.backupsToKeep || first === undefined || second === undefined) return [];
  return first.date < addDays(second.date, -(policy.backupsToKeep + 7)) ? [first.date] : [];
}

export function noFutureDates(view: RetentionView): Finding {
  return judged(
    view.future.length === 0,
    `no date after ${view.today}`,
    view.future.length === 0 ? 'none' : listed(view.future.map(({ date }) => date)),
  );
}

export function noneBeforeGoLive({ policy, tree }: RetentionView): Finding {
  const { goLiveDate } = policy;
  if (goLiveDate === undefined || goLiveDate === null)
    return notApplicable('no date of going live is configured');
  const before = tree.dated.map(({ date }) => date).filter((date) => date < goLiveDate);
  return judged(before.length === 0, `no archive from before ${goLiveDate}`, listed(before));
}

/** Which nights are there. */
export const dateChecks: readonly CheckDefinition<Facts>[] = [
  retentionCheck(
    {
      code: 'RETENTION_NEWEST_PRESENT',
      severity: 'critical',
      title: 'The newest night that is due has arrived on the backup host',
      remedy:
        "Read /var/log/opencrvs-backup.log and opencrvs-backup.error.log on production, check root's crontab and the SSH key there, and the disk of the backup host.",
      requiredBy: ['acceptance', 'nightly'],
    },
    dates(newestPresent),
    (why, missing) => (missing ? failed('the backup directory with the newest night', why) : notProven(why)),
  ),
  retentionCheck(
    {
      code: 'RETENTION_NO_GAPS',
      severity: 'critical',
      title: 'No night is missing between the oldest and the newest',
      remedy:
        "Find out from production's backup logs why the missing nights failed; they cannot be made again.",
      requiredBy: ['acceptance', 'nightly'],
    },
    dates(noGaps),
  ),
  retentionCheck(
    {
      code: 'RETENTION_NOT_TOO_FEW',
      severity: 'critical',
      title: 'All nights since the first backup are there, up to the number of the policy',
      remedy:
        'Look for labels, copies and nested directories that rotation counts, for another number in its job, and for deletion by hand.',
      requiredBy: [],
    },
    dates(notTooFew),
  ),
  retentionCheck(
    {
      code: 'RETENTION_NOT_TOO_MANY',
      severity: 'critical',
      title: 'No night stays longer than the policy allows',
      remedy:
        "Check the rotation job in root's crontab on the backup host and /var/log/opencrvs-rotate-backups.log; personal data must not be kept longer than allowed.",
      requiredBy: ['acceptance', 'nightly'],
    },
    dates(notTooMany),
  ),
  retentionCheck(
    {
      code: 'RETENTION_NO_FUTURE_DATES',
      severity: 'critical',
      title: 'No directory carries a date that is still to come',
      remedy:
        'Correct the clock or the label that made it and remove the directory: rotation keeps it for ever and a real night goes instead.',
      requiredBy: ['acceptance', 'nightly'],
    },
    noFutureDates,
  ),
  retentionCheck(
    {
      code: 'RETENTION_NONE_BEFORE_GO_LIVE',
      afterReset: true,
      severity: 'critical',
      title: 'No archive is older than the day of going live',
      remedy: 'Delete the test backups: they hold test data and would bring it back.',
      requiredBy: [],
    },
    noneBeforeGoLive,
  ),
];
