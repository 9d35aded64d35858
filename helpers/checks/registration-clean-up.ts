import type { Facts } from '../facts.ts';
import { failed, notApplicable, notProven, passed, type CheckDefinition, type Finding } from './check.ts';

/** Whether a run left nothing behind on production that can be put away. */
export const cleanUpChecks: readonly CheckDefinition<Facts>[] = [
  {
    code: 'REGISTRATION_CLEANED_UP',
    phase: 'clean-up',
    severity: 'critical',
    title: 'What the run made on production, short of a registered record, is put away again',
    remedy:
      'Archive the records that are named on production by hand, before a registrar takes them for real ones. If somebody else holds one, have it unassigned first.',
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
  const left = records.flatMap(({ trackingId, now }) => (now.ok ? [] : [`${trackingId}: ${now.why}`]));
  const unknown = records.every(({ now }) => now.ok || now.trouble === 'unreachable');
  if (left.length > 0)
    return unknown ? notProven(left.join('; ')) : failed(EXPECTED, `left: ${left.join('; ')}`);
  return passed(
    EXPECTED,
    records.map(({ trackingId, now }) => `${trackingId} ${now.ok ? now.value : ''}`).join(', '),
  );
}
