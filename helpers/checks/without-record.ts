import type { RecordKind } from '../facts/policy.ts';
import type { Facts } from '../facts/facts.ts';
import { notApplicable, type CheckDefinition } from './check.ts';

/** Questions that only a record of one's own answers. */
const NEED_A_RECORD: ReadonlySet<string> = new Set([
  'REGISTRATION_ACCEPTED',
  'REGISTRATION_ATTACHMENTS_STORED',
  'REGISTRATION_RENDERED',
  'REGISTRATION_ABSENT_ON_STAGING',
  'REGISTRATION_CLEANED_UP',
  'ABSENT_BEFORE_RESTORE',
  'STAGING_FOUND_BY_TRACKING_ID',
  'STAGING_FOUND_BY_REGISTRATION_NUMBER',
  'STAGING_FOUND_BY_NAME',
  'STAGING_FOUND_IN_CLIENT',
  'STAGING_IN_WORKQUEUE',
  'STAGING_RECORD_OPENS',
  'STAGING_FIELDS_STORED_EQUAL',
  'STAGING_FIELDS_SHOWN_EQUAL',
  'STAGING_ATTACHMENTS_RENDERED',
  'STAGING_ATTACHMENTS_EQUAL',
  'STAGING_OWN_HOSTS_ONLY',
  'STAGING_FIRST_LOOK',
  'STAGING_LATER_RECORD_ABSENT',
  'STAGING_MARKER_GONE',
  'STAGING_FILES_CLEARED',
]);

/** What must be proven in their stead: only these then tell that staging stands on tonight's archive. */
const STAND_IN = ['STAGING_ROWS_AS_IN_ARCHIVE', 'STAGING_NEWEST_ACTION', 'STAGING_SAMPLE_EQUAL'];

/** The codes that a run without a record must prove on top of what its profile requires. */
export const requiredInstead = (record: RecordKind): readonly string[] => (record === 'none' ? STAND_IN : []);

/** The same check, which does not arise in a run that wrote no record. */
export function askedOfARecord(check: CheckDefinition<Facts>): CheckDefinition<Facts> {
  if (!NEED_A_RECORD.has(check.code)) return check;
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
