import { CATALOGUE, requiredBy } from '../checks/catalogue.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Check } from '../checks/check.ts';
import type { Verdict } from './verdict.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Facts } from '../facts/facts.ts';
import { answer } from '../checks/check.ts';
import { verdictOf } from './verdict.ts';
import { saysOfRecord } from '../checks/without-record.ts';

const NO_ACCESS = { production: false, staging: false, backup: false };

export interface Judgement {
  checks: Check[];
  verdict: Verdict;
  /** Likely causes of what failed, the likeliest first. */
  diagnosis: Diagnosis[];
}

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
