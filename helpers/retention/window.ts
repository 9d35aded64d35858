import { parseSchedule, runsBetween } from '../schedule/cron-schedule.ts';
import type { RotationJob } from '../facts/retention.ts';
import { DAY_MS } from '../schedule/local-time.ts';
import { zoneOf } from './night-plan.ts';
import { scheduleOf, type RetainedNight } from './nights.ts';
import type { RetentionView } from './view.ts';
import { withoutSlash } from '../base/text.ts';

/** A rotation that began less than this ago may still be at work. */
const ROTATION_GRACE_MS = 10 * 60_000;
const DEFAULT_ROTATION = '0 0 * * *';

/**
 * The nights that the policy keeps, newest first: the last N that have begun, up to the newest that is due or
 * there. With the night after those (`spare`) there are N + 1 between an upload and the next rotation.
 */
export function keptNights(view: RetentionView): { required: RetainedNight[]; spare: RetainedNight | null } {
  const newest = [view.due?.date ?? '', view.arrived.at(-1)?.date ?? ''].sort().at(-1) ?? '';
  const nights = view.nights.filter(({ date }) => date <= newest).reverse();
  return {
    required: nights.slice(0, view.policy.backupsToKeep),
    spare: nights[view.policy.backupsToKeep] ?? null,
  };
}

/** The rotation jobs for this very directory; null when root's crontab on the backup host is not known. */
export function rotationHere(view: RetentionView): RotationJob[] | null {
  const { rotation, backupDir } = view.facts;
  const here = withoutSlash(backupDir);
  return rotation.ok ? rotation.value.filter(({ directory }) => directory === here) : null;
}

function rotationRuns(view: RetentionView, from: number, to: number): number[] {
  const schedule = rotationHere(view)?.[0]?.schedule ?? DEFAULT_ROTATION;
  return runsBetween(
    parseSchedule(schedule) ?? scheduleOf(DEFAULT_ROTATION),
    zoneOf(view.facts, 'backup') ?? view.plan.backupZone,
    from,
    to,
  );
}

/** When rotation last ran to its end: by its schedule, or run by the harness. Milliseconds. */
export function lastRotation(view: RetentionView): number {
  const scheduled = rotationRuns(view, view.now - 40 * DAY_MS, view.now - ROTATION_GRACE_MS).at(-1) ?? 0;
  const rotate = view.cycle?.jobs.rotate;
  return Math.max(scheduled, rotate?.ok === true ? Date.parse(rotate.value.finishedAt) : 0);
}

/** When rotation runs next. Milliseconds. */
export const nextRotation = (view: RetentionView): number =>
  rotationRuns(view, view.now + 1, view.now + 40 * DAY_MS)[0] ?? view.now + DAY_MS;

/**
 * How many dated directories are right for the hour: N, and the nights that arrived since the last rotation.
 */
export function allowedCount(view: RetentionView): number {
  const rotatedAt = lastRotation(view);
  const recent = new Set(
    view.nights.filter(({ startsAt }) => startsAt > rotatedAt - DAY_MS).map(({ date }) => date),
  );
  const since = view.arrived.filter(({ date, entry, files }) => {
    const changed = [entry, ...files].map(({ modifiedAt }) => Date.parse(modifiedAt));
    return recent.has(date) && Math.max(...changed) > rotatedAt;
  });
  return view.policy.backupsToKeep + since.length;
}
