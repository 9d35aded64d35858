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
    title: 'What the run made on production, short of a registered record, is put away again',
    remedy:
      'Archive the records that are named on production by hand, before a registrar takes them for real ones. If somebody else holds one, have it unassigned first. One that was registered stays for ever: have the registration revoked.',
    requiredBy: ['nightly'],
    judge: cleanUpFinding,
  },
];

const EXPECTED = 'archived, or deleted while it was a draft';

function cleanUpFinding({ policy, cleanUp }: Facts): Finding {
  if (cleanUp === undefined)
    return policy.record === 'declared'
      ? notProven('the run has not come to its clean-up')
      : notApplicable('a registered record stays for ever');
  if (!cleanUp.ok) return notProven(cleanUp.why);
  const records = cleanUp.value;
  if (records.length === 0) return notApplicable('nothing was made that could be put away');
  const left = records.flatMap((record) => leftOver(record, policy.record) ?? []);
  const why = left.map((one) => one.why).join('; ');
  if (left.some(({ isCertain }) => isCertain)) return failed(EXPECTED, `left: ${why}`);
  if (left.length > 0) return notProven(why);
  return passed(
    EXPECTED,
    records.map(({ trackingId, now }) => `${trackingId} ${now.ok ? now.value : ''}`).join(', '),
  );
}

/** Why a record is not put away, and whether that is certain; null: it is. */
function leftOver(
  { trackingId, now }: CleanedRecord,
  kind: Facts['policy']['record'],
): { why: string; isCertain: boolean } | null {
  if (!now.ok) return { why: `${trackingId}: ${now.why}`, isCertain: now.reason !== 'unreachable' };
  if (now.value === 'registered' && kind === 'declared')
    return { why: `${trackingId}: somebody registered it`, isCertain: true };
  return null;
}
