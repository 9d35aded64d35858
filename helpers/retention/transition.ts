import type { RetentionView } from './view.ts';
import { allowedCount, lastRotation, nextRotation, rotationHere } from './window.ts';
import { counted } from '../base/text.ts';
import { timeIn } from '../schedule/local-time.ts';
import { zoneOf } from './night-plan.ts';

/** A backup host on its way to a new number of nights. */
export interface Transition {
  /** ISO 8601: when root's crontab on the backup host was changed; null when that may not be seen. */
  since: string | null;
  from: number;
  to: number;
  /**
   * Nights until the number is reached. Fewer nights are filled up one a night; too many go with the next
   * rotation.
   */
  nightsLeft: number;
  /** When it is reached by deletion, in the backup host's zone; null while it fills up. */
  at: string | null;
}

/**
 * Where the host's job keeps the policy's number but the directory does not hold it yet. Null: nothing to
 * reach.
 */
export function transitionOf(view: RetentionView): Transition | null {
  const to = view.policy.backupsToKeep;
  const from = view.arrived.length;
  if (!rotationHere(view)?.some(({ keep }) => keep === to)) return null;
  const clock = view.facts.clocks.backup;
  const since = clock?.ok === true ? clock.value.crontabChangedAt : null;
  if (from < to) return { since, from, to, nightsLeft: to - from, at: null };
  if (from <= allowedCount(view)) return null;
  const zone = zoneOf(view.facts, 'backup') ?? 'UTC';
  return { since, from, to, nightsLeft: 1, at: timeIn(zone, nextRotation(view)) };
}

/**
 * Whether these nights are left over from a larger number: the job was changed after the last rotation, and
 * they were there before the change.
 */
export function isLowering(view: RetentionView, dates: readonly string[]): boolean {
  const since = Date.parse(transitionOf(view)?.since ?? '');
  if (!(since > lastRotation(view))) return false;
  const seen = new Set(
    view.facts.earlier.filter(({ at }) => Date.parse(at) < since).flatMap((earlier) => earlier.dates),
  );
  return dates.every((date) => seen.has(date));
}

/** The transition in words. */
export function transitionText({ since, from, to, nightsLeft, at }: Transition): string {
  const begun = since === null ? '' : `, job unchanged since ${since}`;
  const end = at === null ? `reached in ${counted(nightsLeft, 'night')}` : `reached by the rotation of ${at}`;
  return `on the way from ${from} to ${to} nights${begun}, ${end}`;
}
