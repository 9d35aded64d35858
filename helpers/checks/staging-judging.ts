import type { Facts } from '../facts/facts.ts';
import type { RegistrationFacts } from '../facts/registration.ts';
import type { Outcome } from '../base/outcome.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import type { StagingFacts } from '../facts/staging.ts';
import type { CheckDefinition, Finding } from './check.ts';
import { judged, notProven } from './check.ts';

/** What there is to be judged: staging, and what was registered to be found there. */
export interface Looked {
  staging: StagingFacts;
  record: TestRegistration;
  registration: RegistrationFacts;
}

/** Judges what staging showed of the record, when both are there to be judged. */
export const over =
  (judge: (looked: Looked) => Finding) =>
  ({ staging, registration, cycle }: Facts): Finding => {
    if (staging === undefined) return notProven(whyNotLookedAt(cycle));
    if (registration === undefined || !registration.record.ok)
      return notProven('there is no test registration to look for');
    return judge({ staging, registration, record: registration.record.value });
  };

/** Judges staging for what does not need the test registration. */
export const onStaging =
  (judge: (staging: StagingFacts) => Finding) =>
  ({ staging, cycle }: Facts): Finding =>
    staging === undefined ? notProven(whyNotLookedAt(cycle)) : judge(staging);

/** A night that was held back before it cleared staging brought nothing there that could be looked at. */
const whyNotLookedAt = (cycle: Facts['cycle']): string => cycle?.heldBack ?? 'staging was not looked at';

/** As `over`, for what a user can see only within their jurisdiction. */
export const inSight = (judge: (looked: Looked) => Finding) =>
  over((looked) =>
    looked.staging.inSight === false
      ? notProven("the record's place is outside the jurisdiction of the user on staging")
      : judge(looked),
  );

/**
 * What a question that had no answer comes to: silence proves nothing, and neither does a question that had no point; any other
 * answer is not the expected one.
 */
export function unanswered(
  { reason, why }: Extract<Outcome<unknown>, { ok: false }>,
  expected: string,
): Finding {
  return reason === 'not-asked' || reason === 'unreachable' ? notProven(why) : judged(false, expected, why);
}

/** As `unanswered`, but a user who may not ask proves nothing about what there is. */
export const unallowed = (none: Extract<Outcome<unknown>, { ok: false }>, expected: string): Finding =>
  none.reason === 'refused' ? notProven(none.why) : unanswered(none, expected);

/** A check of the staging phase: critical and required wherever staging is looked at, unless said otherwise. */
export const stagingCheck = (
  check: Pick<CheckDefinition<Facts>, 'code' | 'title' | 'remedy' | 'judge'> &
    Partial<Pick<CheckDefinition<Facts>, 'severity' | 'requiredBy' | 'needsRecord' | 'standsInForARecord'>>,
): CheckDefinition<Facts> => ({
  phase: 'staging',
  severity: 'critical',
  requiredBy: ['acceptance', 'nightly'],
  ...check,
});
