import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { err, type Outcome } from '../../../helpers/base/outcome.ts';
import { noteCreated } from '../../../helpers/registration/gather-clean-up.ts';
import { goLiveChecks, recordsOf } from '../../../helpers/workflow/go-live.ts';
import { createRun } from '../../../helpers/runs/run.ts';
import { healthyRun } from '../diagnosis/spoil.ts';

const statuses = (production: Outcome<string[]>, staging: Outcome<string[]>) =>
  goLiveChecks.map((check) => answer(check, { asked: 2, left: { production, staging } }).status);

test('whatever is left of a test registration is found, each environment by itself', () => {
  const clean: Outcome<string[]> = { ok: true, value: [] };
  const dirty: Outcome<string[]> = { ok: true, value: ['ABC123'] };
  expect(statuses(clean, clean)).toEqual(['passed', 'passed']);
  expect(statuses(dirty, clean)).toEqual(['failed', 'passed']);
  expect(statuses(clean, dirty)).toEqual(['passed', 'failed']);
});

test('an environment that does not answer is not proven to be clean', () => {
  expect(statuses(err('unreachable', 'no answer'), { ok: true, value: [] })).toEqual([
    'not-proven',
    'passed',
  ]);
});

test('every record that a run made is looked for, also the later one and a draft', ({}, testInfo) => {
  const { policy, registration } = healthyRun();
  const run = createRun(testInfo.outputPath('runs'), policy);
  const { eventId, trackingId, attachments } = registration.record.ok
    ? registration.record.value
    : { eventId: '', trackingId: '', attachments: [] };
  const created = noteCreated(run);
  created({ eventId, trackingId });
  created({ eventId, trackingId });
  run.save('registration', registration);
  created({ eventId: 'later', trackingId: 'LATER1' });
  expect(recordsOf(run)).toEqual([
    { eventId, trackingId, keys: attachments.map(({ key }) => key) },
    { eventId: 'later', trackingId: 'LATER1', keys: [] },
  ]);
});
