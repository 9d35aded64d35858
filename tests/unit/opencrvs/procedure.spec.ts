import { expect, test } from '@playwright/test';
import {
  archive,
  assign,
  deleteDraft,
  getEvent,
  register,
  unassign,
} from '../../../helpers/opencrvs/api/events.ts';
import { saidIn } from '../../../helpers/opencrvs/api/procedure.ts';
import { countByStatus, searchByTrackingId } from '../../../helpers/opencrvs/api/search.ts';
import { sessionOf } from '../../../helpers/opencrvs/api/session.ts';
import { TOKEN, environmentAt, recorded, replay, sessionAt } from './replay.ts';
import type { Answer } from './replay.ts';

const troubleOf = async (answer: Answer): Promise<unknown> => {
  await using server = await replay({ 'GET /events/event.get': answer });
  return await getEvent(sessionAt(server.url), 'an id').catch((thrown: unknown) => thrown);
};

test('asks with the token and the envelope of the events service', async () => {
  await using server = await replay({ 'GET /events/event.search': recorded.searchOneHit });
  const found = await searchByTrackingId(sessionAt(server.url), 'U0HL2K');
  expect(found).toEqual({
    total: 1,
    results: [{ id: '<eventId>', type: 'birth', status: 'REGISTERED', trackingId: '<trackingId>' }],
  });
  const [asked] = server.asked;
  expect(asked?.authorization).toBe(`Bearer ${TOKEN}`);
  const input = new URL(asked?.path ?? '', server.url).searchParams.get('input') ?? '';
  expect(JSON.parse(input)).toEqual({
    json: {
      query: { type: 'and', clauses: [{ trackingId: { type: 'exact', term: 'U0HL2K' } }] },
      limit: 10,
      offset: 0,
    },
  });
});

test('tells missing, refused and unexpected apart', async () => {
  expect(await troubleOf(recorded.eventGetMissing)).toMatchObject({ reason: 'missing', status: 404 });
  expect(await troubleOf(recorded.missingToken)).toMatchObject({ reason: 'refused', status: 401 });
  expect(await troubleOf(recorded.searchNoScope)).toMatchObject({ reason: 'refused', status: 403 });
  expect(await troubleOf(recorded.registerNotAssigned)).toMatchObject({ reason: 'unexpected', status: 409 });
  expect(await troubleOf({ status: 200, body: '<html>' })).toMatchObject({ reason: 'unexpected' });
});

test('names the fields that were rejected, not their values', () => {
  expect(saidIn(JSON.stringify(recorded.declareMissingField.body))).toBe(
    'child.name: Required; informant.email: Required',
  );
  const invalid = saidIn(JSON.stringify(recorded.declareInvalidValue.body));
  expect(invalid).toContain('child.dob');
  expect(invalid).not.toContain('2030');
  expect(saidIn(JSON.stringify(recorded.declareUnknownField.body))).toContain('foo.bar');
});

test('registering sends its transaction id and the review', async () => {
  await using server = await replay({ 'POST /events/event.actions.register.request': recorded.registerOk });
  await register(sessionAt(server.url), 'the event', 'the transaction', { 'review.comment': 'x' });
  expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
    json: {
      eventId: 'the event',
      transactionId: 'the transaction',
      declaration: {},
      annotation: { 'review.comment': 'x' },
    },
  });
});

test('1.9 is asked for a record in its own way', async () => {
  await using server = await replay({ 'GET /events/event.get': recorded.registerOk });
  await getEvent(sessionOf(environmentAt(server.url), TOKEN, '1.9.15'), 'the event');
  await getEvent(sessionAt(server.url), 'the event');
  const inputs = server.asked.map(({ path }) => new URL(path, server.url).searchParams.get('input'));
  expect(inputs).toEqual(['{"json":"the event"}', '{"json":{"eventId":"the event"}}']);
});

test('counts by status without reading a record', async () => {
  await using server = await replay({ 'GET /events/event.search': recorded.searchOneHit });
  expect(await countByStatus(sessionAt(server.url), 'birth')).toEqual({
    NOTIFIED: 1,
    DECLARED: 1,
    REGISTERED: 1,
    ARCHIVED: 1,
  });
});

test('what tidies up after a run names the record, the transaction and nothing else', async () => {
  await using server = await replay({
    'POST /events/event.actions.assignment.assign': recorded.archiveOk,
    'POST /events/event.actions.archive.request': recorded.archiveOk,
    'POST /events/event.actions.assignment.unassign': recorded.archiveOk,
    'POST /events/event.delete': recorded.archiveOk,
  });
  const session = sessionAt(server.url);
  await assign(session, 'e', 't1');
  await archive(session, 'e', 't2', 'test');
  await unassign(session, 'e', 't3');
  await deleteDraft(session, 'e', 't4');
  expect(server.asked.map(({ body }) => (JSON.parse(body) as { json: unknown }).json)).toEqual([
    { type: 'ASSIGN', eventId: 'e', transactionId: 't1', assignedTo: '<userId:k.mweene>' },
    { eventId: 'e', transactionId: 't2', declaration: {}, content: { reason: 'test' } },
    { type: 'UNASSIGN', eventId: 'e', transactionId: 't3' },
    { eventId: 'e', transactionId: 't4' },
  ]);
});
