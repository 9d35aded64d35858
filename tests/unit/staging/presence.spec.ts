import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { presenceOf } from '../../../helpers/staging/prove-absent.ts';
import { compareSample } from '../../../helpers/staging/sample.ts';
import { recorded, replay, sessionAt } from '../opencrvs/replay.ts';
import type { Routes } from '../opencrvs/replay.ts';

const wanted = { eventId: 'e', trackingId: 'U0HL2K', keys: ['a.png', 'b.png'] };
const signed =
  (key: string): Routes[string] =>
  (_, url) => ({ status: 200, body: { presignedURL: `${url}/ocrvs/${key}` } });
const store: Routes = {
  'GET /presigned-url/a.png': signed('a.png'),
  'GET /presigned-url/b.png': signed('b.png'),
};
const nothing: Routes = {
  ...store,
  'GET /events/event.search': recorded.searchNone,
  'GET /events/event.get': recorded.eventGetMissing,
};
const b = { 'GET /ocrvs/b.png': { status: 200, body: 'pixels' } };
const hash = createHash('sha256').update('pixels').digest('hex');

test('what is nowhere is absent, and search is asked before the record is read', async () => {
  await using server = await replay(nothing);
  const presence = await presenceOf(sessionAt(server.url), wanted);
  expect(presence).toEqual({ bySearch: 0, byUrl: false, objectKeysServed: [] });
  const order = server.asked.map(({ path }) => path.split('?')[0]);
  expect(order.indexOf('/events/event.search')).toBeLessThan(order.indexOf('/events/event.get'));
});

test('each place where something is left is told apart', async () => {
  await using server = await replay({ ...nothing, ...b, 'GET /events/event.get': recorded.registerOk });
  expect(await presenceOf(sessionAt(server.url), wanted)).toEqual({
    bySearch: 0,
    byUrl: true,
    objectKeysServed: ['b.png'],
  });
});

test('no answer is no absence', async () => {
  await using server = await replay({ ...nothing, 'GET /events/event.get': { status: 500, body: '' } });
  await expect(presenceOf(sessionAt(server.url), wanted)).rejects.toMatchObject({ reason: 'unexpected' });
});

test('compares sampled objects by hash and says what is wrong with which', async () => {
  await using server = await replay({ ...store, ...b });
  const session = sessionAt(server.url);
  const sample = [
    { key: 'a.png', bytes: 6, sha256: hash },
    { key: 'b.png', bytes: 6, sha256: hash },
    { key: 'b.png', bytes: 6, sha256: 'other' },
  ];
  expect(await compareSample(session, sample)).toEqual({
    asked: 3,
    equal: 1,
    wrong: [
      { key: 'a.png', what: 'missing' },
      { key: 'b.png', what: 'other bytes' },
    ],
  });
});
