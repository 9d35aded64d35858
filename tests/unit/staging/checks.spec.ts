import { expect, test } from '@playwright/test';
import { registrationChecks } from '../../../helpers/checks/registration.ts';
import { stagingChecks } from '../../../helpers/checks/staging.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';
import { PRODUCTION_FILES, withoutLogin } from './healthy.ts';
import { judged } from './judged.ts';
import type { SpoiltCase } from './judged.ts';

test('a healthy registration and a healthy staging pass every check', () => {
  expect(judged(() => undefined)).toEqual({});
});

const NOT_FOUND = ['TRACKING_ID', 'REGISTRATION_NUMBER', 'NAME'].map((term) => `STAGING_FOUND_BY_${term}`);
/** Over SSH, or told by the archive's own time. */
const SEEN_WITHOUT_LOGIN = [
  'STAGING_ROWS_AS_IN_ARCHIVE',
  'STAGING_NEWEST_ACTION',
  'STAGING_SCHEMAS_RESTORED',
  'STAGING_DATA_AGE',
  'STAGING_NOTHING_LEFT_BEHIND',
];
const noHit = ok({ total: 0, eventIds: [] });
const notListed = ok({ rows: 0, named: 0 });
const gone = err('missing', 'no such record');

const FAULTS: SpoiltCase[] = [
  [
    'the index is lost, the data is there',
    ({ staging }) => {
      staging.foundByTrackingId = staging.foundByRegistrationNumber = staging.foundByName = noHit;
      staging.searchBox = { trackingId: notListed, registrationNumber: notListed, name: notListed };
      staging.page = gone;
    },
    {
      failed: [...NOT_FOUND, 'STAGING_FOUND_IN_CLIENT', 'STAGING_RECORD_OPENS'],
      'not-proven': ['STAGING_FIELDS_SHOWN_EQUAL'],
    },
  ],
  [
    'two records carry the tracking id',
    ({ staging }) => {
      staging.foundByTrackingId = ok({ total: 2, eventIds: ['9f1c', 'other'] });
    },
    { failed: ['STAGING_FOUND_BY_TRACKING_ID'] },
  ],
  [
    'another record carries the registration number',
    ({ staging }) => {
      staging.foundByRegistrationNumber = ok({ total: 1, eventIds: ['other'] });
    },
    { failed: ['STAGING_FOUND_BY_REGISTRATION_NUMBER'] },
  ],
  [
    'the name is found along with others: right',
    ({ staging }) => {
      staging.foundByName = ok({ total: 3, eventIds: ['other', '9f1c', 'third'] });
    },
    {},
  ],
  [
    'the client does not list what the API finds',
    ({ staging }) => {
      staging.searchBox.name = ok({ rows: 4, named: 0 });
    },
    { failed: ['STAGING_FOUND_IN_CLIENT'] },
  ],
  [
    'the queue of registered births does not list it',
    ({ staging }) => {
      staging.inWorkqueue = ok(false);
    },
    { failed: ['STAGING_IN_WORKQUEUE'] },
  ],
  [
    'the login is refused',
    ({ staging }) => withoutLogin(staging, err('refused', 'the user name or the password is wrong')),
    {
      failed: ['STAGING_LOGIN'],
      'not-proven': stagingChecks
        .map(({ code }) => code)
        .filter((code) => code !== 'STAGING_LOGIN' && !SEEN_WITHOUT_LOGIN.includes(code)),
    },
  ],
  [
    'staging does not answer',
    ({ staging }) => withoutLogin(staging, err('unreachable', 'no answer')),
    {
      'not-proven': stagingChecks
        .map(({ code }) => code)
        .filter((code) => !SEEN_WITHOUT_LOGIN.includes(code)),
    },
  ],
  [
    'the user on staging may not see the place',
    ({ staging }) => {
      staging.inSight = false;
      staging.foundByTrackingId = staging.foundByName = noHit;
    },
    {
      'not-proven': stagingChecks
        .map(({ code }) => code)
        .filter((code) => /FOUND|WORKQUEUE|OPENS|FIELDS|RENDERED|LATER/.test(code)),
    },
  ],
  [
    'the user on staging may not search',
    ({ staging }) => {
      staging.foundByName = err('refused', 'staging answered event.search with 403');
    },
    { 'not-proven': ['STAGING_FOUND_BY_NAME'] },
  ],
  [
    'search is broken on staging',
    ({ staging }) => {
      staging.foundByName = err('unexpected', 'staging answered event.search with 500');
    },
    { failed: ['STAGING_FOUND_BY_NAME'] },
  ],
  [
    'a stored field differs',
    ({ staging }) => {
      staging.declaration = ok({ 'child.gender': 'male' });
    },
    { failed: ['STAGING_FIELDS_STORED_EQUAL'] },
  ],
  [
    'a shown field is gone',
    ({ staging }) => {
      if (staging.page.ok) delete staging.page.value.fields['child.gender'];
    },
    { failed: ['STAGING_FIELDS_SHOWN_EQUAL'] },
  ],
  [
    'the record opens as somebody else',
    ({ staging }) => {
      if (staging.page.ok) staging.page.value.title = 'Somebody Else';
    },
    { failed: ['STAGING_RECORD_OPENS'] },
  ],
  [
    'one file is missing from the store',
    ({ staging }) => {
      const [file] = staging.fetched;
      if (file) file.fetched = err('missing', '404');
      for (const shown of staging.rendered.ok ? staging.rendered.value : [])
        if (shown.key === file?.key) Object.assign(shown, { width: 0, height: 0, blank: true });
    },
    { failed: ['STAGING_ATTACHMENTS_RENDERED', 'STAGING_ATTACHMENTS_EQUAL'] },
  ],
  [
    'a file was cut in half: it still shows its full width',
    ({ staging }) => {
      const file = staging.fetched[0]?.fetched;
      if (file?.ok) Object.assign(file.value, { bytes: 39058, sha256: 'cafe' });
    },
    { failed: ['STAGING_ATTACHMENTS_EQUAL'] },
  ],
  [
    'a white page stands for the PDF',
    ({ staging }) => {
      if (staging.rendered.ok) Object.assign(staging.rendered.value[2] ?? {}, { blank: true });
    },
    { failed: ['STAGING_ATTACHMENTS_RENDERED'] },
  ],
  [
    "another field's image is shown",
    ({ staging }) => {
      if (staging.rendered.ok) Object.assign(staging.rendered.value[0] ?? {}, { shownKey: 'signature.png' });
    },
    { failed: ['STAGING_ATTACHMENTS_RENDERED'] },
  ],
  [
    'production does not show the file either',
    ({ staging, registration }) => {
      for (const shown of [staging.rendered, registration.renderedOnProduction])
        if (shown.ok) Object.assign(shown.value[0] ?? {}, { width: 0, blank: true });
    },
    { failed: ['REGISTRATION_RENDERED'], 'not-proven': ['STAGING_ATTACHMENTS_RENDERED'] },
  ],
  [
    "staging's client shows production's files",
    ({ staging }) => {
      staging.foreignOrigins = [{ origin: PRODUCTION_FILES, ofProduction: true, forAttachment: true }];
    },
    { failed: ['STAGING_OWN_HOSTS_ONLY'] },
  ],
  [
    'staging signs addresses of a third store',
    ({ staging }) => {
      const file = staging.fetched[0]?.fetched;
      if (file?.ok) file.value.sentTo = 'https://10.0.0.5:9000';
    },
    { failed: ['STAGING_OWN_HOSTS_ONLY'] },
  ],
  [
    'a file comes from a store that is neither environment’s',
    ({ staging }) => {
      staging.foreignOrigins = [
        { origin: 'https://10.0.0.5:9000', ofProduction: false, forAttachment: true },
      ];
    },
    { failed: ['STAGING_OWN_HOSTS_ONLY'] },
  ],
  [
    'the client fetches a font from elsewhere: right',
    ({ staging }) => {
      staging.foreignOrigins = [
        { origin: 'https://fonts.example.net', ofProduction: false, forAttachment: false },
      ];
    },
    {},
  ],
  [
    'a record made after the backup is there',
    ({ staging }) => {
      staging.laterRecord = ok({ trackingId: 'LATER1', found: true });
    },
    { failed: ['STAGING_LATER_RECORD_ABSENT'] },
  ],
  [
    'the record was on staging before any restore',
    ({ registration, cycle }) => {
      registration.absentOnStaging = ok({ bySearch: 1, byUrl: true, objectKeysServed: ['a'] });
      if (cycle) cycle.absentBeforeRestore = ok({ bySearch: 0, byUrl: false, objectKeysServed: ['a'] });
    },
    { failed: ['REGISTRATION_ABSENT_ON_STAGING', 'ABSENT_BEFORE_RESTORE'] },
  ],
  [
    'nobody could log in on staging before the restore',
    ({ registration }) => {
      registration.absentOnStaging = err('not-asked', 'no user');
    },
    { 'not-proven': ['REGISTRATION_ABSENT_ON_STAGING'] },
  ],
  [
    'the user who looked before the restore could not have seen it',
    ({ registration }) => {
      registration.absentOnStaging = ok({ bySearch: 0, byUrl: false, objectKeysServed: [], inSight: false });
    },
    { 'not-proven': ['REGISTRATION_ABSENT_ON_STAGING'] },
  ],
  [
    'a second profile was needed',
    ({ staging }) => {
      staging.neededSecondProfile = true;
    },
    { failed: ['STAGING_FIRST_LOOK'] },
  ],
  [
    'the versions differ',
    ({ staging }) => {
      if (staging.login.ok) staging.login.value.version = '1.9.15';
    },
    { failed: ['STAGING_VERSION_EQUAL'] },
  ],
];

for (const [what, spoil, expected] of FAULTS)
  test(`${what}`, () => {
    const found = judged(spoil);
    for (const codes of [...Object.values(found), ...Object.values(expected)]) codes.sort();
    expect(found).toEqual(expected);
  });

/** Asked of staging as a whole, whether or not there is a test registration. */
const ABOUT_STAGING =
  /_(LOGIN|VERSION|ROWS|NEWEST|SCHEMAS|SAMPLE|MARKER|NOTHING|FILES_CLEARED|COUNTS|DATA_AGE)/;

test('without a registration nothing is said about the record on staging', () => {
  const found = judged((facts) => {
    facts.registration.record = err('unexpected', 'taken for a duplicate');
    facts.registration.pageOnProduction = err('not-asked', 'there is no test registration');
    facts.registration.renderedOnProduction = err('not-asked', 'there is no test registration');
    facts.registration.absentOnStaging = err('not-asked', 'there is no test registration');
  });
  expect(found.failed).toEqual(['REGISTRATION_ACCEPTED']);
  expect(found['not-proven']).toEqual(
    expect.arrayContaining(stagingChecks.map(({ code }) => code).filter((code) => !ABOUT_STAGING.test(code))),
  );
});

test('every code is there once and says what to do', () => {
  const codes = [...registrationChecks, ...stagingChecks].map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
