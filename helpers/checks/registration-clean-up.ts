import type { Facts } from '../facts/facts.ts';
import { failed, notApplicable, notProven, passed, type CheckDefinition, type Finding } from './check.ts';
import type { CleanedRecord } from '../facts/clean-up.ts';

/** Whether a run left nothing behind on production that can be put away. */
export const cleanUpChecks: readonly CheckDefinition<Facts>[] = [
  {
    code: 'REGISTRATION_CLEANED_UP',
    needsRecord: true,
    phase: 'clean-up',
    severity: 'critical',
    title: 'Test data created on production was cleaned up',
    remedy:
      'Archive the listed records on production by hand before a registrar mistakes them for real ones. If a record is assigned to somebody else, have it unassigned first. A registered record cannot be removed: have the registration revoked.',
    requiredBy: ['acceptance', 'nightly'],
    judge: cleanUpFinding,
  },
];

const EXPECTED = 'archived, or deleted while it was a draft';

function cleanUpFinding({ policy, cycle, cleanUp }: Facts): Finding {
  if (cleanUp === undefined) return notProven('the clean-up was not run');
  if (!cleanUp.ok) return notProven(cleanUp.why);
  const records = cleanUp.value;
  if (records.length === 0) return notApplicable('nothing was made that could be cleaned up');
  const control = cycle?.negativeControl.ok === true ? cycle.negativeControl.value.trackingId : null;
  // The run's own record may be found registered after all where that was its goal.
  const mayStay = (trackingId: string): boolean => policy.record !== 'declared' && trackingId !== control;
  const left = records.flatMap((record) => leftOver(record, mayStay(record.trackingId)) ?? []);
  const why = left.map((one) => one.why).join('; ');
  if (left.some(({ isCertain }) => isCertain)) return failed(EXPECTED, `left: ${why}`);
  if (left.length > 0) return notProven(why);
  return passed(
    EXPECTED,
    records.map(({ trackingId, now }) => `${trackingId} ${now.ok ? now.value : ''}`).join(', '),
  );
}

/** Why a record is not cleaned up, and whether that is certain; null: it is. */
function leftOver(
  { trackingId, now }: CleanedRecord,
  mayStay: boolean,
): { why: string; isCertain: boolean } | null {
  if (!now.ok) return { why: `${trackingId}: ${now.why}`, isCertain: now.reason !== 'unreachable' };
  if (now.value === 'registered' && !mayStay)
    return { why: `${trackingId}: somebody registered it`, isCertain: true };
  return null;
}
