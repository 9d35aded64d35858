import { expect, test } from '@playwright/test';
import {
  annotationOf,
  declarationOf,
  filesOf,
  keyOf,
  progressOf,
} from '../../../helpers/opencrvs/api/event-document.ts';
import type { EventDocument } from '../../../helpers/opencrvs/api/event-document.ts';
import { recorded } from './replay.ts';

const documentIn = (answer: { body: unknown }): EventDocument =>
  (answer.body as { result: { data: { json: EventDocument } } }).result.data.json;

const registered = documentIn(recorded.registerOk);

test('only REGISTER:Accepted makes a record registered', () => {
  expect(progressOf(documentIn(recorded.eventCreate))).toEqual({ at: 'draft' });
  expect(progressOf(documentIn(recorded.declareOk))).toEqual({
    at: 'declared',
    declaredAt: '2026-11-23T08:00:00.000Z',
  });
  expect(progressOf(registered)).toMatchObject({
    at: 'registered',
    registrationNumber: '<registrationNumber>',
  });
  const asked = registered.actions.findIndex(({ type }) => type === 'REGISTER');
  expect(progressOf({ ...registered, actions: registered.actions.slice(0, asked + 1) })).toEqual({
    at: 'pending',
    action: 'REGISTER',
  });
});

test('a registration that the country rejects is rejected', () => {
  const actions = registered.actions.map((action) =>
    action.type === 'REGISTER' && action.status === 'Accepted'
      ? { ...action, status: 'Rejected' as const }
      : action,
  );
  expect(progressOf({ ...registered, actions })).toEqual({ at: 'rejected', action: 'REGISTER' });
});

test('a duplicate is one although the answer was 200', () => {
  expect(recorded.declareDuplicate.status).toBe(200);
  expect(progressOf(documentIn(recorded.declareDuplicate))).toEqual({
    at: 'duplicate',
    of: ['<trackingId>'],
  });
});

test('an archived record is archived', () => {
  expect(progressOf(documentIn(recorded.archiveOk))).toEqual({ at: 'archived' });
});

test('the declaration is what the requested actions wrote', () => {
  expect(declarationOf(registered)['child.name']).toEqual({ firstname: 'Nephelfig', surname: 'Pamleqtazx' });
  expect(annotationOf(registered)['review.comment']).toBe('synthetic');
});

test('what a rejected action asked for does not count', () => {
  const [create] = registered.actions;
  if (create === undefined) throw new Error('the recorded record has no action');
  const edit = { ...create, id: 'edit', type: 'EDIT', status: 'Requested' as const };
  const refusal = {
    ...create,
    id: 'no',
    type: 'EDIT',
    status: 'Rejected' as const,
    originalActionId: 'edit',
  };
  const actions = [...registered.actions, { ...edit, declaration: { 'child.gender': 'unknown' } }, refusal];
  expect(declarationOf({ ...registered, actions })['child.gender']).toBe('female');
});

test('finds every file, also several in one field and the signature', () => {
  const files = filesOf({ ...declarationOf(registered), ...annotationOf(registered) });
  expect(files.map(({ field, option, mediaType }) => [field, option, mediaType])).toEqual([
    ['documents.proofOfBirth', undefined, 'image/png'],
    ['documents.proofOfMother', 'NATIONAL_ID', 'image/png'],
    ['documents.proofOfMother', 'PASSPORT', 'application/pdf'],
    ['review.signature', undefined, 'image/png'],
  ]);
});

test('a key is the same however it is written', () => {
  for (const path of ['events/1/a.png', '/events/1/a.png', '/ocrvs/events/1/a.png', 'ocrvs/events/1/a.png'])
    expect(keyOf(path)).toBe('events/1/a.png');
});
