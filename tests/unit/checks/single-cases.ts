import { err, ok } from '../../../helpers/base/outcome.ts';
import type { Whole } from '../diagnosis/spoil.ts';

/** One change each, named for what it is. */
export const SINGLE: Readonly<Record<string, (facts: Whole) => void>> = {
  'the login on production is refused': ({ registration }) => {
    registration.login = err('refused', 'the user name or the password is wrong');
  },
  'an attachment is empty': ({ registration }) => {
    if (registration.record.ok) for (const one of registration.record.value.attachments) one.bytes = 0;
  },
  'the record in the dump is half of it': ({ archive }) => {
    for (const { registration } of archive.value.dumps) if (registration) registration.registeredAs = null;
  },
  'the restore ended before the backup began, by clocks that disagree': ({ cycle }) => {
    const { restore } = cycle.jobs;
    if (restore?.ok === true) restore.value.finishedAt = '2026-11-23T01:00:00.000Z';
  },
  'a declared record was archived': (facts) => {
    facts.policy.record = 'declared';
    facts.cleanUp = ok([{ eventId: 'e', trackingId: 'T1', now: ok('archived') }]);
  },
  'somebody registered a declared record': (facts) => {
    facts.policy.record = 'declared';
    facts.cleanUp = ok([{ eventId: 'e', trackingId: 'T1', now: ok('registered') }]);
  },
};
