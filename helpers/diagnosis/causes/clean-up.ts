import type { Cause } from '../cause.ts';
import { fails } from '../sign.ts';

/** What is left on production of the proof itself. */
export const cleanUpCauses: readonly Cause[] = [
  {
    code: 'RECORD_LEFT_ON_PRODUCTION',
    stage: 'clean-up',
    explains: ['REGISTRATION_CLEANED_UP'],
    title: 'A test record is still open on production: it could not be archived',
    remedy:
      'Archive it by hand before a registrar takes it for a real one; have it unassigned first if somebody holds it. The next nightly run tries again.',
    signs: [[8, fails('REGISTRATION_CLEANED_UP')]],
  },
];
