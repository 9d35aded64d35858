import { expect, test } from '@playwright/test';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok, err, type Outcome } from '../../../helpers/base/outcome.ts';
import healthyFacts from '../diagnosis/healthy.json' with { type: 'json' };
import { judge } from '../../../helpers/verdict/judge.ts';

/** A healthy night whose facts are changed. */
function judged(change: (facts: Facts) => void) {
  const facts = structuredClone(healthyFacts) as unknown as Facts;
  facts.policy.profile = 'nightly';
  change(facts);
  const { checks, verdict } = judge(facts);
  const of = (code: string) => checks.find((check) => check.code === code)!;
  return { verdict, of };
}

const valueOf = <T>(outcome: Outcome<T> | undefined): T => {
  if (outcome?.ok !== true) throw new Error('not in these facts');
  return outcome.value;
};

/** The same night with a record that was declared and archived after. */
function declared(facts: Facts): void {
  facts.policy.record = 'declared';
  const record = valueOf(facts.registration?.record);
  record.registrationNumber = null;
  const archive = valueOf(facts.archive);
  archive.registrationExpected!.registrationNumber = null;
  for (const { registration } of archive.dumps) registration!.registeredAs = null;
  const not = err('not-asked', 'no number');
  facts.staging!.foundByRegistrationNumber = not;
  facts.staging!.searchBox.registrationNumber = not;
  facts.staging!.inWorkqueue = not;
  facts.cleanUp = ok([
    { eventId: record.eventId, trackingId: record.trackingId, now: ok('archived' as const) },
  ]);
}

/** The same night without a record. */
function without(facts: Facts): void {
  facts.policy.record = 'none';
  const not = err('not-asked', 'RECORD=none: nothing was written on production');
  Object.assign(facts.registration!, { record: not, pageOnProduction: not, renderedOnProduction: not });
  Object.assign(facts.registration!, { absentOnStaging: not, marker: not });
  Object.assign(facts.cycle!, { negativeControl: not, absentBeforeRestore: not });
  Object.assign(valueOf(facts.archive), { registrationExpected: null, attachments: [] });
  Object.assign(facts.staging!, {
    foundByTrackingId: not,
    foundByRegistrationNumber: not,
    foundByName: not,
    page: not,
    rendered: not,
    searchBox: { trackingId: not, registrationNumber: not, name: not },
    inWorkqueue: not,
    declaration: not,
    fetched: [],
    laterRecord: not,
    marker: not,
  });
}

test('a declared record is proven like a registered one, and the verdict says what it was', () => {
  const { verdict, of } = judged(declared);
  expect(verdict).toMatchObject({ status: 'passed', failed: [], notProven: [] });
  expect(verdict.summary).toContain('declared, not registered');
  expect(verdict.covers).toEqual(
    expect.arrayContaining([
      'REGISTRATION_ACCEPTED',
      'ARCHIVE_HAS_REGISTRATION',
      'ARCHIVE_REGISTRATION_COMPLETE',
      'STAGING_FOUND_BY_TRACKING_ID',
      'STAGING_FOUND_IN_CLIENT',
      'STAGING_ATTACHMENTS_EQUAL',
      'REGISTRATION_CLEANED_UP',
    ]),
  );
  expect(of('STAGING_FOUND_BY_REGISTRATION_NUMBER').status).toBe('not-applicable');
  expect(of('ARCHIVE_REGISTRATION_COMPLETE')).toMatchObject({ expected: expect.stringMatching(/^declared/) });
});

test('a declared record that is registered in the archive is not the one that was made', () => {
  const { of } = judged((facts) => {
    declared(facts);
    valueOf(facts.archive).dumps[0]!.registration!.registeredAs = '2026ABCDEF12';
  });
  expect(of('ARCHIVE_REGISTRATION_COMPLETE').status).toBe('failed');
});

test('a record that was to be registered and is only declared fails', () => {
  const { of } = judged((facts) => {
    declared(facts);
    facts.policy.record = 'registered';
  });
  expect(of('REGISTRATION_ACCEPTED')).toMatchObject({
    status: 'failed',
    actual: expect.stringMatching(/^declared at/),
  });
});

for (const [what, now, status, verdictStatus] of [
  ['that somebody registered', ok('registered' as const), 'failed', 'failed'],
  ['that somebody holds', err('refused', 'somebody else holds it'), 'failed', 'failed'],
  ['that nobody could be asked about', err('unreachable', 'no answer'), 'not-proven', 'not-proven'],
] as const) {
  test(`a declared record ${what} is ${status} to be cleaned up`, () => {
    const { of, verdict } = judged((facts) => {
      declared(facts);
      valueOf(facts.cleanUp)[0]!.now = now;
    });
    expect(of('REGISTRATION_CLEANED_UP').status).toBe(status);
    expect(verdict.status).toBe(verdictStatus);
  });
}

test('a declared record whose clean-up never came is not proven', () => {
  const { verdict } = judged((facts) => {
    declared(facts);
    delete facts.cleanUp;
  });
  expect(verdict).toMatchObject({ status: 'not-proven', notProven: ['REGISTRATION_CLEANED_UP'] });
});

test('beside a registered record the negative control must be cleaned up', () => {
  const { of, verdict } = judged(() => undefined);
  expect(of('REGISTRATION_CLEANED_UP').status).toBe('passed');
  expect(verdict.status).toBe('passed');
  const taken = judged((facts) => {
    valueOf(facts.cleanUp)[0]!.now = ok('registered' as const);
  });
  expect(taken.of('REGISTRATION_CLEANED_UP').status).toBe('failed');
  const forgotten = judged((facts) => {
    delete facts.cleanUp;
  });
  expect(forgotten.verdict.notProven).toEqual(['REGISTRATION_CLEANED_UP']);
});

test('without a record the verdict rests on the data alone and says what it does not cover', () => {
  const { verdict, of } = judged(without);
  expect(verdict).toMatchObject({ status: 'passed', failed: [], notProven: [] });
  expect(verdict.summary).toContain('that a new record comes through backup and restore is not covered');
  expect(verdict.covers.filter((code) => /REGISTRATION_(?!LOGIN)|_FOUND_|ATTACHMENT/.test(code))).toEqual([]);
  expect(of('STAGING_LOGIN').status).toBe('passed');
  expect(of('STAGING_RECORD_OPENS')).toMatchObject({
    status: 'not-applicable',
    reason: expect.stringContaining('RECORD=none'),
  });
});

test('without a record and without a look into the data nothing is proven', () => {
  const { verdict } = judged((facts) => {
    without(facts);
    facts.staging!.database = err('not-asked', 'no SSH login on staging is configured');
    facts.staging!.sample = err('not-asked', 'the archive was not read');
  });
  expect(verdict).toMatchObject({
    status: 'not-proven',
    notProven: ['STAGING_ROWS_AS_IN_ARCHIVE', 'STAGING_NEWEST_ACTION', 'STAGING_SAMPLE_EQUAL'],
  });
});
