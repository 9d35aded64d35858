import type { Policy } from '../facts/policy.ts';
import type { CycleFacts } from '../facts/cycle.ts';
import { backupTree, baseName, type BackupTree, type DatedDirectory } from './backup-tree.ts';
import type { ListedEntry, RetentionFacts } from '../facts/retention.ts';
import { DAY_MS, dateIn } from '../schedule/local-time.ts';
import { nightsBetween, type RetainedNight, type NightPlan } from './nights.ts';
import { nightPlan } from './night-plan.ts';
import type { RetentionException } from '../facts/retention.ts';

/** What the rules look at: the facts, put in order for the hour that is judged. */
export interface RetentionView {
  facts: RetentionFacts;
  policy: Policy;
  cycle: CycleFacts | undefined;
  /** Milliseconds since 1970. */
  now: number;
  plan: NightPlan;
  /** False when production's zone is not known and the backup host's stands in. */
  zoneKnown: boolean;
  /** Since when production's crontab is as it is; null where that may not be seen or a cluster schedules the jobs. */
  scheduleSince: number | null;
  /** The date that an archive made now would carry. */
  today: string;
  /** The nights that have begun, ascending; enough of them for the retention. */
  nights: RetainedNight[];
  /** The newest night that must have arrived. */
  due: RetainedNight | null;
  tree: BackupTree;
  /**
   * The dated directories that count as nights, ascending: not those of the future, of a transfer under way,
   * or that an exception allows.
   */
  arrived: DatedDirectory[];
  future: DatedDirectory[];
  /** The exceptions that hold today. */
  exceptions: RetentionException[];
}

/** Puts the facts in order. Pure. */
export function viewOf(facts: RetentionFacts, policy: Policy, cycle?: CycleFacts): RetentionView {
  const now = Date.parse(facts.now);
  const { plan, zoneKnown } = nightPlan(facts, policy);
  const today = dateIn(plan.dateZone, now);
  const triggered = triggeredNight(cycle);
  const scheduled = nightsBetween(plan, now - (policy.backupsToKeep + 4) * DAY_MS, now);
  const nights = (
    triggered ? [...scheduled.filter(({ date }) => date !== triggered.date), triggered] : scheduled
  ).sort((a, b) => (a.date < b.date ? -1 : 1));
  const tree = backupTree(facts.listing.entries, policy.layout);
  const exceptions = (facts.exceptions.ok ? facts.exceptions.value : []).filter(
    ({ since, until }) => since <= today && today <= until,
  );
  const extra = new Set(exceptions.filter(({ allow }) => allow === 'extra').map(({ name }) => name));
  const dated = tree.dated.filter(({ date }) => !extra.has(date));
  const lastDate = [today, triggered?.date ?? ''].sort().at(-1) ?? today;
  const onItsWay = (date: string) => nights.some((night) => night.date === date && now < night.dueBy);
  return {
    facts,
    policy,
    cycle,
    now,
    plan,
    zoneKnown,
    scheduleSince: scheduleSince(facts),
    today,
    nights,
    due: nights.filter(({ dueBy }) => dueBy <= now).at(-1) ?? null,
    tree,
    arrived: dated.filter(
      ({ date, files }) => date <= lastDate && !(onItsWay(date) && files.every(isHidden)),
    ),
    future: dated.filter(({ date }) => date > lastDate),
    exceptions,
  };
}

function scheduleSince({ clocks, jobs }: RetentionFacts): number | null {
  const backup = jobs.production?.ok === true && jobs.production.value.some(({ job }) => job === 'backup');
  const since = clocks.production?.ok === true ? clocks.production.value.crontabChangedAt : null;
  return backup && since !== null ? Date.parse(since) : null;
}

/** rsync writes into a hidden file until all of it is there. */
const isHidden = ({ path }: ListedEntry): boolean => baseName(path).startsWith('.');

/** The night that the harness made itself: its archive is due when the job has ended, at whatever hour. */
function triggeredNight(cycle: CycleFacts | undefined): RetainedNight | null {
  const backup = cycle?.jobs.backup;
  if (cycle?.expectedDate.ok !== true || backup?.ok !== true) return null;
  const startsAt = Date.parse(backup.value.startedAt);
  const dueBy = Date.parse(backup.value.finishedAt);
  return { date: cycle.expectedDate.value, startsAt, dueBy };
}

/** Whether an exception that holds today allows this of a name directly in the backup directory. */
export const isAllowed = (view: RetentionView, name: string, allow: RetentionException['allow']): boolean =>
  view.exceptions.some((exception) => exception.name === name && exception.allow === allow);

/** The night of a date, however long ago; null for a date on which none is scheduled. */
export const nightOf = (view: RetentionView, date: string): RetainedNight | null =>
  view.nights.find((night) => night.date === date) ?? scheduledNight(view.plan, date);

/** The night of a date by the schedule alone, whether or not it was. */
export function scheduledNight(plan: NightPlan, date: string): RetainedNight | null {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return (
    nightsBetween(plan, noon - 2 * DAY_MS, noon + 2 * DAY_MS).find((night) => night.date === date) ?? null
  );
}

/** Whether the archive of a date is still on its way at the hour that is judged. */
export const isUnderWay = (view: RetentionView, date: string): boolean =>
  view.nights.some((night) => night.date === date && night.startsAt <= view.now && view.now < night.dueBy);
