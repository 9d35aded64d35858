import type { Facts } from '../facts/facts.ts';
import { onlyRealNights } from '../retention/own-night.ts';
import { viewOf, type RetentionView } from '../retention/view.ts';
import { notProven, type CheckDefinition, type Finding } from './check.ts';

type Definition = Omit<CheckDefinition<Facts>, 'phase' | 'judge'>;

/** A check over the backup directory, judged for the hour at which it was looked at. */
export const retentionCheck = (
  definition: Definition,
  rule: (view: RetentionView) => Finding,
  withoutListing: (why: string, missing: boolean) => Finding = notProven,
): CheckDefinition<Facts> => ({
  ...definition,
  phase: 'backup-host',
  judge: ({ retention, policy, cycle }) => {
    if (retention === undefined) return notProven('the backup directory was not looked at');
    if (!retention.ok) return withoutListing(retention.why, retention.reason === 'missing');
    return rule(onlyRealNights(viewOf(retention.value, policy, cycle)));
  },
});

/** In 2.x the nights can be kept in differential repositories alone; then no dated directory is expected. */
export const onlyRepositories = ({ tree }: RetentionView): boolean =>
  tree.repositories.includes('postgres') && tree.dated.length === 0;
