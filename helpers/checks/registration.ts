import type { AbsenceFacts } from '../facts/cycle.ts';
import type { Facts } from '../facts/facts.ts';
import type { RegistrationFacts } from '../facts/registration.ts';
import type { Outcome } from '../base/outcome.ts';
import { isSignature } from '../facts/test-registration.ts';
import type { CheckDefinition, Finding } from './check.ts';
import { judged, notProven, passed } from './check.ts';
import { unanswered } from './staging-judging.ts';
import { isVisible } from '../facts/staging.ts';

/** Judges the registration's facts, when the registration phase was run. */
const over =
  (judge: (registration: RegistrationFacts, policy: Facts['policy']) => Finding) =>
  ({ registration, policy }: Facts): Finding =>
    registration === undefined
      ? notProven('the registration phase was not run')
      : judge(registration, policy);

/** The finding on a record that must not be on staging yet. */
export function absenceFinding(absence: Outcome<AbsenceFacts>): Finding {
  if (!absence.ok) return notProven(absence.why);
  const { bySearch, byUrl, objectKeysServed, inSight } = absence.value;
  const seen = [
    ...(bySearch > 0 ? [`found by its tracking id`] : []),
    ...(byUrl ? ['opens by its own address'] : []),
    ...(objectKeysServed.length > 0 ? [`${objectKeysServed.length} of its files are served`] : []),
  ];
  if (seen.length > 0) return judged(false, 'neither record nor files on staging', seen.join(', '));
  if (inSight === false)
    return notProven("the record's place is outside the jurisdiction of the user who looked on staging");
  return passed('neither record nor files on staging', 'not found, does not open, no file served');
}

export const registrationChecks: readonly CheckDefinition<Facts>[] = [
  {
    code: 'REGISTRATION_LOGIN',
    phase: 'registration',
    severity: 'critical',
    title: 'The test user can log in on production',
    remedy:
      'Log in once by hand as this user. Check the password and the second factor in the configuration, and that the user is active and a registrar of a district.',
    requiredBy: ['acceptance', 'nightly'],
    judge: over(({ login }) =>
      login.ok
        ? passed('logged in', `logged in on OpenCRVS ${login.value.version}`)
        : unanswered(login, 'logged in'),
    ),
  },
  {
    code: 'REGISTRATION_ACCEPTED',
    needsRecord: true,
    phase: 'registration',
    severity: 'critical',
    title: 'Production accepted the test birth, registered or declared as it was to be',
    remedy:
      "What production said is the cause. A suspected duplicate: start a new run. A missing confirmation: look at the country configuration's log, then run again. A missing scope: give the user the role of a registrar.",
    requiredBy: ['acceptance', 'nightly'],
    judge: over(({ login, record }, { record: kind = 'registered' }) => {
      if (!login.ok) return notProven('the login on production failed');
      if (!record.ok) return unanswered(record, kind);
      const { registrationNumber, registeredAt, trackingId } = record.value;
      const reached = registrationNumber === null ? 'declared' : 'registered';
      const actual = `${reached} at ${registeredAt}, tracking id ${trackingId}`;
      return judged(kind !== 'registered' || reached === kind, kind, actual);
    }),
  },
  {
    code: 'REGISTRATION_ATTACHMENTS_STORED',
    needsRecord: true,
    phase: 'registration',
    severity: 'critical',
    title: "Every attachment can be read back from production's object store",
    remedy:
      'Production lost or never stored a file, so no backup can hold it: look at the documents service and the object store of production before anything else.',
    requiredBy: ['acceptance', 'nightly'],
    judge: over(({ record }) => {
      if (!record.ok) return notProven('there is no test registration');
      const { attachments } = record.value;
      const bytes = attachments.reduce((sum, attachment) => sum + attachment.bytes, 0);
      const documents = attachments.filter((attachment) => !isSignature(attachment));
      const expected = 'at least one document, none of them empty';
      return judged(
        documents.length > 0 && attachments.every((attachment) => attachment.bytes > 0),
        expected,
        `${attachments.length} files, ${bytes} bytes`,
      );
    }),
  },
  {
    code: 'REGISTRATION_RENDERED',
    needsRecord: true,
    phase: 'registration',
    severity: 'warning',
    title: "Production's own record page shows every attachment",
    remedy:
      "Production's client does not show a file that its store holds: check the client's address of the object store and its certificate. Until then the same on staging does not speak against the restore.",
    requiredBy: ['acceptance'],
    judge: over(({ record, renderedOnProduction: rendered }) => {
      if (!record.ok) return notProven('there is no test registration');
      if (!rendered.ok) return unanswered(rendered, 'every file shown');
      const hidden = rendered.value.filter((file) => !isVisible(file));
      const names = hidden.map(({ field, place }) => `${field} (${place})`).join(', ');
      return judged(
        hidden.length === 0,
        'every file shown',
        hidden.length === 0 ? `${rendered.value.length} views, all shown` : `not shown: ${names}`,
      );
    }),
  },
  {
    code: 'REGISTRATION_ABSENT_ON_STAGING',
    needsRecord: true,
    phase: 'registration',
    severity: 'critical',
    title: 'The record is not on staging right after its registration',
    remedy:
      "Staging shows production's live data: its database, search index or object store is production's. Give staging stores of its own before you trust anything that it shows.",
    requiredBy: ['acceptance'],
    judge: over(({ absentOnStaging }) => absenceFinding(absentOnStaging)),
  },
  {
    code: 'ABSENT_BEFORE_RESTORE',
    needsRecord: true,
    phase: 'nightly-cycle',
    severity: 'critical',
    title: 'The record is still not on staging just before the restore',
    remedy:
      'Something other than the restore brought the record to staging: a shared store, a replica, or an earlier restore. Find out which; until then staging proves nothing about the archive.',
    requiredBy: ['acceptance'],
    judge: ({ cycle }) =>
      cycle === undefined
        ? notProven('the nightly cycle was not watched')
        : absenceFinding(cycle.absentBeforeRestore),
  },
];
