import type { Facts } from '../facts/facts.ts';
import { timeIn } from '../schedule/local-time.ts';
import { nightStates } from './night-states.ts';
import { nightsSvg } from './nights-svg.ts';
import { onlyRealNights } from './own-night.ts';
import { viewOf } from './view.ts';

/**
 * The picture of the nights for a report; null when the backup directory was not seen. Holds names of
 * directories and nothing else.
 */
export function retentionPicture({ retention, policy, cycle }: Facts): string | null {
  if (retention?.ok !== true) return null;
  const view = onlyRealNights(viewOf(retention.value, policy, cycle));
  return nightsSvg(nightStates(view), `${view.facts.backupDir}, ${timeIn(view.plan.dateZone, view.now)}`);
}
