import type { Facts } from '../facts/facts.ts';
import type { Profile, RecordKind } from '../facts/policy.ts';
import type { CheckDefinition } from './check.ts';
import { archiveChecks } from './archive.ts';
import { cycleChecks } from './cycle.ts';
import { offsiteChecks } from './offsite.ts';
import { drillDueChecks } from './recovery-drill-due.ts';
import { recoveryChecks } from './recovery.ts';
import { recoveryDrillChecks } from './recovery-drill.ts';
import { registrationChecks } from './registration.ts';
import { cleanUpChecks } from './registration-clean-up.ts';
import { retentionChecks } from './retention.ts';
import { stagingChecks } from './staging.ts';
import { askedOfARecord } from './without-record.ts';

/** Every check the project knows, in the order in which a report shows them. */
export const CATALOGUE: readonly CheckDefinition<Facts>[] = [
  ...registrationChecks,
  ...cycleChecks,
  ...retentionChecks,
  ...archiveChecks,
  ...offsiteChecks,
  ...drillDueChecks,
  ...stagingChecks,
  ...recoveryChecks,
  ...recoveryDrillChecks,
  ...cleanUpChecks,
].map(askedOfARecord);

/** The codes that a run must prove: its profile's, and what stands in for a record where it makes none. */
export const requiredBy = (profile: Profile, record: RecordKind = 'registered'): string[] => [
  ...CATALOGUE.filter(
    (check) => check.requiredBy.includes(profile) || (record === 'none' && check.standsInForARecord === true),
  ).map(({ code }) => code),
];
