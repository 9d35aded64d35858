import { baseName } from './backup-tree.ts';
import { expectedFiles } from '../layout/expected-files.ts';
import { addDays, DAY_MS, instantOf } from '../schedule/local-time.ts';
import { nightOf, scheduledNight, type RetentionView } from './view.ts';

/** Whole seconds of a file's time, and clocks that agree as far as they must (`CLOCKS_AGREE`). */
export const TOLERANCE_MS = 2 * 60_000;

/** Within which an archive of a date was made when nobody touched it since; milliseconds since 1970. */
export interface OwnNight {
  from: number;
  to: number;
  /** When it must have arrived; null where the schedule of that time is not known. */
  dueBy: number | null;
}

/**
 * From the begin of a date's night until the next one begins. For nights of an earlier schedule their own times tell when one
 * began, and the name, given at the begin, that it was on that day.
 */
export function ownNight(view: RetentionView, date: string): OwnNight {
  if (isOfEarlierSchedule(view, date)) {
    const to = midnight(view, addDays(date, 1)) + usualTime(view);
    return { from: midnight(view, date), to, dueBy: null };
  }
  const night = nightOf(view, date);
  const from = night?.startsAt ?? midnight(view, date);
  const to = scheduledNight(view.plan, addDays(date, 1))?.startsAt ?? from + DAY_MS;
  return { from, to, dueBy: night?.dueBy ?? null };
}

/**
 * Whether a night was made by another schedule than today's: it is older than production's crontab, and most of those that are
 * were made at other times. The crontab changes for other reasons, too.
 */
export function isOfEarlierSchedule(view: RetentionView, date: string): boolean {
  if (!isOlderThanCrontab(view, date)) return false;
  const older = olderNights(view);
  const atOtherTimes = older.filter(({ date: other, made }) => {
    const night = nightOf(view, other);
    return night === null || made < night.startsAt - TOLERANCE_MS || made > night.dueBy + TOLERANCE_MS;
  });
  return atOtherTimes.length > older.length / 2;
}

function isOlderThanCrontab(view: RetentionView, date: string): boolean {
  const { scheduleSince } = view;
  return scheduleSince !== null && (nightOf(view, date)?.startsAt ?? midnight(view, date)) < scheduleSince;
}

const midnight = ({ plan }: RetentionView, date: string): number => instantOf(plan.dateZone, date, '00:00');

/** The archives older than the crontab, with when they were made. */
const olderNights = (view: RetentionView): { date: string; made: number }[] =>
  view.arrived
    .filter(({ date }) => isOlderThanCrontab(view, date))
    .flatMap(({ date, files }) => {
      const { required } = expectedFiles(view.policy, date);
      return files
        .filter(({ path, kind }) => kind === 'file' && required.includes(baseName(path)))
        .map(({ modifiedAt }) => ({ date, made: Date.parse(modifiedAt) }));
    });

/** Milliseconds after midnight at which most of the older nights were made: one copied or made again does not move it. */
function usualTime(view: RetentionView): number {
  const times = olderNights(view)
    .map(({ date, made }) => made - midnight(view, date))
    .filter((time) => time >= 0 && time < DAY_MS)
    .sort((a, b) => a - b);
  return times[Math.floor((times.length - 1) / 2)] ?? 0;
}

/**
 * Without the nights that the schedule of today would have had and the one before it had not: when a backup moves to an earlier
 * hour, the night of the change has none.
 */
export function onlyRealNights(view: RetentionView): RetentionView {
  const { scheduleSince } = view;
  if (scheduleSince === null) return view;
  const there = new Set(view.arrived.map(({ date }) => date));
  const usual = usualTime(view);
  const nights = view.nights.filter(
    ({ date }) =>
      there.has(date) || !isOfEarlierSchedule(view, date) || midnight(view, date) + usual < scheduleSince,
  );
  return { ...view, nights, due: nights.filter(({ dueBy }) => dueBy <= view.now).at(-1) ?? null };
}
