import { answer } from '../../../helpers/checks/check.ts';
import type { Status } from '../../../helpers/checks/check.ts';
import { registrationChecks } from '../../../helpers/checks/registration.ts';
import { stagingChecks } from '../../../helpers/checks/staging.ts';
import { healthyFacts } from './healthy.ts';
import type { HealthyFacts } from './healthy.ts';

/** What is spoilt, how, and the checks that then do not pass, by status. */
export type SpoiltCase = [string, (facts: HealthyFacts) => void, Partial<Record<Status, string[]>>];

/** The codes of the checks that did not pass, by status, once the facts are spoilt. */
export function judged(spoil: (facts: HealthyFacts) => void): Partial<Record<Status, string[]>> {
  const facts = healthyFacts();
  spoil(facts);
  const checks = [...registrationChecks, ...stagingChecks].map((check) => answer(check, facts));
  const by: Partial<Record<Status, string[]>> = {};
  for (const { code, status } of checks) if (status !== 'passed') (by[status] ??= []).push(code);
  return by;
}
