import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { presign } from '../../lab/opencrvs/server/files/signature-v4.ts';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import type { Difference } from './differences.ts';
import { hold, needsItsOwnStores } from './facts.ts';
import { recordedAnswers } from './recorded-answers.ts';

const recorded = recordedAnswers('files');
const answer = (name: string) => recorded[name]!;

let talk: Conversation;

test.beforeAll(async () => {
  talk = await conversation('reads');
});

test.afterAll(endConversations);

const gone = ['files-delete-by-other', 'files-delete-by-uploader', 'files-delete-again'];
const alone = Object.keys(recorded).filter((name) => !name.startsWith('s3-') && !gone.includes(name));

for (const name of alone.filter((candidate) => candidate !== 'client-origin-attachment-path')) {
  test(name, async () => {
    await talk.hold(name, answer(name));
  });
}

test('only the uploader deletes a file', async () => {
  const key = talk.placeholders.fill('<file:deleted>.png');
  await upload(randomBytes(100), key);
  for (const name of gone) {
    await talk.hold(name, { ...answer(name), ...(name === gone[1] ? { answer: '' } : {}) });
  }
});

test('the address of an attachment on the client is the page, never the file', async () => {
  await upload(randomBytes(100), talk.placeholders.fill('events/<eventId>/<file:birth>.png'));
  const url = `${talk.urls.client}/${talk.placeholders.fill('events/<eventId>/<file:birth>.png')}`;
  const response = await fetch(url);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
  expect(await response.text()).toContain('<div id="root">');
});

test('a file is read by a presigned address, and without one', async () => {
  const bytes = randomBytes(5_000);
  const key = await upload(bytes, talk.placeholders.fill('events/<eventId>/<file:birth>.png'));
  const url = await presignedUrl(key);
  const got = await talk.repeat(answer('s3-get-presigned-ok'), { url, unless: isBytes });
  hold('s3-get-presigned-ok', got.differences);
  expect(sha256(got.bytes)).toBe(sha256(bytes));
  expect(got.headers.get('x-amz-meta-created-by')).toBe(talk.placeholders.fill('<userId:k.mweene>'));
  expect(got.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
  const headed = await talk.repeat(answer('s3-head-presigned'), { url, unless: isBytes });
  hold('s3-head-presigned', headed.differences);
  expect([headed.headers.get('content-length'), headed.bytes.length]).toEqual(['5000', 0]);
  const unsigned = await fetch(`${talk.urls.files}/ocrvs/${key}`);
  expect(Buffer.from(await unsigned.arrayBuffer()).equals(bytes)).toBe(true);
  expect(unsigned.headers.get('access-control-allow-origin')).toBe(null);
});

test('only a PDF keeps its content type', async () => {
  const key = await upload(randomBytes(508), 'events/x/passport.pdf');
  const url = await presignedUrl(key);
  await talk.hold('s3-get-presigned-pdf', answer('s3-get-presigned-pdf'), { url, unless: isBytes });
});

test('a file that is not there is missing, signed or not', async () => {
  const recordedMissing = answer('s3-get-presigned-missing');
  const url = await presignedUrl('events/x/nosuch.png');
  const inBody = ({ at }: Difference) => at.startsWith('$');
  const missing = await talk.repeat({ ...recordedMissing, answer: '' }, { url, unless: inBody });
  hold('s3-get-presigned-missing', missing.differences);
  expect(missing.bytes.toString()).toContain('<Code>NoSuchKey</Code>');
  const unsigned = await fetch(`${talk.urls.files}/ocrvs/nosuch.png`);
  expect([unsigned.status, await unsigned.text()]).toEqual([404, expect.stringContaining('NoSuchKey')]);
});

test('a signature that is wrong or has expired is refused, even for a public file', async () => {
  needsItsOwnStores();
  const key = await upload(randomBytes(10), 'events/x/signed.png');
  const url = await presignedUrl(key);
  const tampered = url.replace(
    /Signature=./,
    (start) => start.slice(0, -1) + (start.endsWith('0') ? '1' : '0'),
  );
  const other = url.replace('signed.png', 'other.png');
  const { s3, publicUrls } = talk.registry.config;
  const expired = presign(s3, publicUrls.files, `/ocrvs/${key}`, { now: new Date(Date.now() - 3_700_000) });
  const seen = await Promise.all(
    [tampered, other, expired].map(async (address) => {
      const response = await fetch(address);
      return [response.status, /<Message>(.*)<\/Message>/.exec(await response.text())?.[1]];
    }),
  );
  expect(seen[0]?.[0]).toBe(403);
  expect(seen[1]?.[0]).toBe(403);
  expect(seen[2]).toEqual([403, 'Request has expired']);
});

test('writing takes a signature, and nobody may list', async () => {
  needsItsOwnStores();
  const { s3, publicUrls } = talk.registry.config;
  const address = `${publicUrls.files}/ocrvs/events/x/put.png`;
  const body = randomBytes(20);
  expect((await fetch(address, { method: 'PUT', body })).status).toBe(403);
  expect((await fetch(await presignedUrl('events/x/put.png'), { method: 'PUT', body })).status).toBe(403);
  const signed = presign(s3, publicUrls.files, '/ocrvs/events/x/put.png', { method: 'PUT' });
  expect((await fetch(signed, { method: 'PUT', body })).status).toBe(200);
  const got = await fetch(address, { headers: { range: 'bytes=5-9' } });
  expect([got.status, got.headers.get('content-range')]).toEqual([206, 'bytes 5-9/20']);
  expect(Buffer.from(await got.arrayBuffer()).equals(body.subarray(5, 10))).toBe(true);
  expect((await fetch(`${publicUrls.files}/ocrvs/`)).status).toBe(403);
  expect((await fetch(`${publicUrls.files}/ocrvs/../registry.json`)).status).toBe(403);
});

test('an object whose file is gone is missing', async () => {
  needsItsOwnStores();
  const key = await upload(randomBytes(10), 'events/x/removed.png');
  await rm(join(talk.registry.config.objectsDir, 'ocrvs', key));
  expect((await fetch(await presignedUrl(key))).status).toBe(404);
});

test('a presigned address names the host that is configured for it', async () => {
  needsItsOwnStores();
  await talk.registry.restart({ minioUrlOverride: 'http://minio.example' });
  expect(await presignedUrl('x.png')).toMatch(/^http:\/\/minio\.example\/ocrvs\/x\.png\?/);
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** What was stored was other bytes. */
const isBytes = ({ at, expected }: Difference) => at === '$' && expected.startsWith('<binary');

async function upload(bytes: Buffer, key: string): Promise<string> {
  await talk.upload('k.mweene', key, bytes);
  return key;
}

async function presignedUrl(key: string): Promise<string> {
  const response = await fetch(`${talk.urls.gateway}/presigned-url/${key}`, {
    headers: { authorization: `Bearer ${await talk.tokenOf('k.mweene')}` },
  });
  return ((await response.json()) as { presignedURL: string }).presignedURL;
}
