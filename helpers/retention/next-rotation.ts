import { layoutOf } from '../layout/layouts.ts';
import type { RotationJob, RotationKind } from '../facts/retention.ts';
import { DAY_MS } from '../schedule/local-time.ts';
import { nightsBetween } from './nights.ts';
import { isDeleted, predictRotation, type RotationPrediction } from './predict-rotation.ts';
import { isUnderWay, type RetentionView } from './view.ts';
import { nextRotation } from './window.ts';

export interface NextRotation {
  prediction: RotationPrediction;
  kind: RotationKind;
  /** Nights that the policy keeps and that this run would delete. */
  lost: string[];
}

/**
 * What the installed job does at its next run: on the directories that are there, and on the nights that will
 * have arrived by then. Of the policy's nights the newest N are to survive.
 */
export function nextRotationOf(view: RetentionView, job: RotationJob & { keep: number }): NextRotation {
  const { facts, policy, plan, now } = view;
  const directories = facts.listing.entries
    .filter(({ kind }) => kind === 'directory')
    .map(({ path }) => path);
  const coming = nightsBetween(
    plan,
    now - plan.allowance,
    Math.min(nextRotation(view), now + DAY_MS) - plan.allowance,
  )
    .map(({ date }) => date)
    .filter((date) => !directories.includes(date));
  const kind = kindOf(view, job);
  const prediction = predictRotation(facts.backupDir, [...directories, ...coming], job.keep, kind);
  const arriving = directories.filter((path) => isUnderWay(view, path));
  const nights = [...new Set([...view.arrived.map(({ date }) => date), ...arriving, ...coming])].sort();
  const lost = nights.slice(-policy.backupsToKeep).filter((date) => isDeleted(date, prediction));
  return { prediction, kind, lost };
}

/** Which script rotates: the one that is installed where it could be read, else the layout's own. */
export const kindOf = ({ policy }: RetentionView, job: RotationJob | undefined): RotationKind =>
  job?.kind ?? layoutOf(policy.layout).rotates;
