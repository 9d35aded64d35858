import type { RecordKind } from '../facts/policy.ts';
import type { Facts } from '../facts/facts.ts';
import { notApplicable, type CheckDefinition } from './check.ts';

/** The same check, which does not arise in a run that wrote no record. */
export function askedOfARecord(check: CheckDefinition<Facts>): CheckDefinition<Facts> {
  if (check.needsRecord !== true) return check;
  return {
    ...check,
    judge: (facts) =>
      facts.policy.record === 'none' ? notApplicable('RECORD=none: no record was made') : check.judge(facts),
  };
}

/** What a verdict adds of the record that it stands on; empty: a registered one. */
export function saysOfRecord(record: RecordKind): string {
  switch (record) {
    case 'registered':
      return '';
    case 'declared':
      return ' The test record was declared, not registered (RECORD=declared).';
    case 'none':
      return ' No test record was made (RECORD=none): that a new record comes through backup and restore is not covered.';
  }
}
