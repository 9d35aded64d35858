import type { Facts } from '../facts.ts';
import { answer, type Check, type CheckDefinition, type Profile } from './check.ts';
import { archiveChecks } from './archive.ts';
import { cycleChecks } from './cycle.ts';
import { registrationChecks } from './registration.ts';
import { retentionChecks } from './retention.ts';
import { stagingChecks } from './staging.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** Every check the project knows, in the order in which a report shows them. */
export const CATALOGUE: readonly CheckDefinition<Facts>[] = [
  ...registrationChecks,
  ...cycleChecks,
  ...retentionChecks,
  ...archiveChecks,
  ...stagingChecks,
];

export const requiredBy = (profile: Profile): string[] =>
  CATALOGUE.filter((check) => check.requiredBy.includes(profile)).map(({ code }) => code);

/** Judges everything that was seen. Pure: the same facts always give the same verdict. */
export function judge(facts: Facts): { checks: Check[]; verdict: Verdict } {
  const checks = CATALOGUE.map((definition) => answer(definition, facts));
  const { profile } = facts.policy;
  return { checks, verdict: verdictOf(checks, profile, requiredBy(profile)) };
}
