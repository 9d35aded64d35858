import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Facts } from '../facts.ts';
import type { RecordKind } from '../config/policy.ts';
import { answer, type Check, type CheckDefinition, type Profile } from './check.ts';
import { archiveChecks } from './archive.ts';
import { cycleChecks } from './cycle.ts';
import { recoveryChecks } from './recovery.ts';
import { registrationChecks } from './registration.ts';
import { cleanUpChecks } from './registration-clean-up.ts';
import { retentionChecks } from './retention.ts';
import { stagingChecks } from './staging.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { askedOfARecord, requiredInstead, saysOfRecord } from './without-record.ts';

/** Every check the project knows, in the order in which a report shows them. */
export const CATALOGUE: readonly CheckDefinition<Facts>[] = [
  ...registrationChecks,
  ...cycleChecks,
  ...retentionChecks,
  ...archiveChecks,
  ...stagingChecks,
  ...recoveryChecks,
  ...cleanUpChecks,
].map(askedOfARecord);

/** The codes that a run must prove: its profile's, and what stands in for a record where it makes none. */
export const requiredBy = (profile: Profile, record: RecordKind = 'registered'): string[] => [
  ...CATALOGUE.filter((check) => check.requiredBy.includes(profile)).map(({ code }) => code),
  ...requiredInstead(record),
];

export interface Judgement {
  checks: Check[];
  verdict: Verdict;
  /** Likely causes of what failed, the likeliest first. */
  diagnosis: Diagnosis[];
}

const NO_ACCESS = { production: false, staging: false, backup: false };

/** Judges everything that was seen. Pure: the same facts always give the same verdict. */
export function judge(facts: Facts): Judgement {
  const checks = CATALOGUE.map((definition) => answer(definition, facts));
  const { profile, access = NO_ACCESS, record = 'registered' } = facts.policy;
  const verdict = verdictOf(checks, profile, requiredBy(profile, record));
  return {
    checks,
    verdict: { ...verdict, summary: `${verdict.summary}${saysOfRecord(record)}` },
    diagnosis: diagnose(checks, facts, access),
  };
}
