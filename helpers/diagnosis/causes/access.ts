import { NOTHING_ARRIVED } from '../explains.ts';
import type { Cause } from '../cause.ts';
import { fails, sign } from '../sign.ts';

const untrustedKey = sign('backup', 'a host shows another key than the one that is pinned', ({ facts }) =>
  [facts.archive, facts.retention, facts.cycle?.schedules, facts.staging?.database].some(
    (outcome) => outcome?.ok === false && /host key/i.test(outcome.why),
  ),
);

/** What keeps the proof itself from looking. */
export const accessCauses: readonly Cause[] = [
  {
    code: 'HOST_KEY_CHANGED',
    stage: 'access',
    explains: NOTHING_ARRIVED,
    title: 'A host shows another SSH key than the pinned one: it was reinstalled, or someone is in between',
    remedy:
      'Ask who reinstalled the host. Only if somebody did, compare the fingerprint on the host’s own console and pin the new one. OpenCRVS’s own jobs would not notice.',
    needs: [untrustedKey],
    signs: [[10, untrustedKey]],
  },
  {
    code: 'PRODUCTION_LOGIN_REFUSED',
    stage: 'access',
    explains: ['REGISTRATION_LOGIN', 'REGISTRATION_ACCEPTED', 'REGISTRATION_CLEANED_UP'],
    title: 'The test user cannot log in on production',
    remedy: 'Log in by hand; check the password, the second factor and that the user is active.',
    signs: [[9, fails('REGISTRATION_LOGIN')]],
  },
];
