import { FILES_NOT_ARCHIVED } from '../explains.ts';
import type { Cause } from '../cause.ts';
import { fails, sign } from '../sign.ts';

/** What goes wrong on production before any backup: none could hold it. */
export const registrationCauses: readonly Cause[] = [
  {
    code: 'REGISTRATION_HELD_BACK',
    stage: 'registration',
    explains: ['REGISTRATION_ACCEPTED'],
    title: 'Production did not register the test birth',
    remedy:
      'Read what production answered: a suspected duplicate needs a new run, a missing confirmation the country configuration, a missing scope another role.',
    signs: [[8, fails('REGISTRATION_ACCEPTED')]],
  },
  {
    code: 'FILES_NEVER_STORED',
    stage: 'registration',
    explains: [
      'REGISTRATION_ATTACHMENTS_STORED',
      'REGISTRATION_ACCEPTED',
      'REGISTRATION_RENDERED',
      ...FILES_NOT_ARCHIVED,
    ],
    title: 'Production itself does not have the files',
    remedy: 'No backup can hold them: check the documents service and the object store of production.',
    signs: [
      [9, fails('REGISTRATION_ATTACHMENTS_STORED')],
      [
        8,
        sign(
          'client',
          'production did not give back a file that was stored there',
          ({ facts: { registration } }) =>
            registration === undefined
              ? null
              : !registration.record.ok && /file|stored/i.test(registration.record.why),
        ),
      ],
      [3, fails('REGISTRATION_RENDERED')],
    ],
    bringsAbout: ['REGISTRATION_HELD_BACK'],
  },
  {
    code: 'FILES_NOT_SHOWN_ON_PRODUCTION',
    stage: 'registration',
    explains: ['REGISTRATION_RENDERED'],
    title: 'Production’s client does not show files that its store holds',
    remedy: 'Check the object store’s address in production’s client configuration and its certificate.',
    signs: [[3, fails('REGISTRATION_RENDERED')]],
  },
];
