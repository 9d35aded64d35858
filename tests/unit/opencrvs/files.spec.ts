import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { fetchFile, upload } from '../../../helpers/opencrvs/api/files.ts';
import { replay, sessionAt } from './replay.ts';
import type { Routes } from './replay.ts';

const KEY = 'events/1/a.png';
const SIGNED = `/ocrvs/${KEY}`;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

const signedFor =
  (store?: string): Routes[string] =>
  (_, url) => ({ status: 200, body: { presignedURL: `${store ?? url}${SIGNED}?X-Amz-Signature=feedbeef` } });

test('fetches through the signed address and tells the hash and the origin', async () => {
  await using server = await replay({
    [`GET /presigned-url/${KEY}`]: signedFor(),
    [`GET ${SIGNED}`]: { status: 200, body: 'pixels' },
  });
  const secrets: string[] = [];
  const file = await fetchFile(sessionAt(server.url, { onSecret: (secret) => secrets.push(secret) }), KEY);
  expect(file).toEqual({ bytes: 6, sha256: hashOf('pixels'), origin: server.url, sentTo: server.url });
  expect(secrets).toContain('feedbeef');
});

test("asks its own store when it is sent to another's, and names the other", async () => {
  await using foreign = await replay({ [`GET ${SIGNED}`]: { status: 200, body: "production's" } });
  await using server = await replay({
    [`GET /presigned-url/${KEY}`]: signedFor(foreign.url),
    [`GET ${SIGNED}`]: { status: 200, body: "staging's" },
  });
  const file = await fetchFile(sessionAt(server.url), KEY);
  expect(file).toMatchObject({ sha256: hashOf("staging's"), origin: server.url, sentTo: foreign.url });
  expect(foreign.asked).toEqual([]);
});

test('a file that is not there is missing, one that is not given is refused; no signature is told', async () => {
  for (const [status, reason] of [
    [404, 'missing'],
    [403, 'refused'],
  ] as const) {
    await using server = await replay({
      [`GET /presigned-url/${KEY}`]: signedFor(),
      [`GET ${SIGNED}`]: { status, body: '<Error/>' },
    });
    const error: unknown = await fetchFile(sessionAt(server.url), KEY).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason });
    expect(String(error)).not.toContain('feedbeef');
  }
});

test('uploads with the name, the transaction id and the folder that it was given', async () => {
  await using server = await replay({ 'POST /upload': { status: 200, body: `${KEY}\n` } });
  const key = await upload(sessionAt(server.url), {
    bytes: Buffer.from('pixels'),
    filename: 'a.png',
    mediaType: 'image/png',
    transactionId: 'the-transaction',
    path: 'events/1',
  });
  expect(key).toBe(KEY);
  const body = server.asked[0]?.body ?? '';
  for (const part of ['filename="a.png"', 'image/png', 'pixels', 'the-transaction', 'events/1'])
    expect(body).toContain(part);
});
