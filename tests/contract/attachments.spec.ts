import { createHash } from 'node:crypto';
import { rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { ariaOf, recordedAria } from './aria.ts';
import { conversation, type Conversation } from './conversation.ts';
import { registeredRecord, type RegisteredRecord } from './registered-record.ts';
import { visitor } from './visitor.ts';

let talk: Conversation;
let record: RegisteredRecord;

test.beforeEach(async () => {
  talk = await conversation();
  record = await registeredRecord(talk);
});

test.afterEach(() => talk.end());

const objectPath = (key: string) => join(talk.registry.config.objectsDir, 'ocrvs', key);
const recordPath = () => `/events/${record.eventId}/record`;
const image = (page: Page) => page.locator('#document_section').getByAltText('Supporting Document');

/** Decoded width of the shown document once the browser is done with it; 0: a broken image. */
async function widthOf(page: Page): Promise<number> {
  await expect(image(page)).toHaveJSProperty('complete', true);
  return image(page).evaluate((element) => (element as HTMLImageElement).naturalWidth);
}

const cached = (page: Page) =>
  page.evaluate(async () => {
    const cache = await caches.open(`workbox-runtime-${location.origin}/`);
    return (await cache.keys()).map(({ url }) => url.replace(/\?.*/, ''));
  });

test('an attachment comes from the store through the profile cache, byte for byte', async ({ browser }) => {
  const page = await visitor(browser, talk, recordPath());
  const { birth, signature } = record.files;
  await expect(image(page)).toHaveAttribute('src', `/${birth}`);
  expect(await widthOf(page)).toBe(640);
  await expect(page.getByAltText('Signature preview')).toHaveAttribute('src', `/${signature}`);
  for (const [key, bytes] of record.bytes) {
    const hash = await page.evaluate(async (path) => {
      const content = await (await fetch(path)).arrayBuffer();
      const digest = await crypto.subtle.digest('SHA-256', content);
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }, `/${key}`);
    expect(hash, key).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
  const { client, files } = talk.registry.urls;
  const addresses = await cached(page);
  for (const key of record.bytes.keys()) {
    const forms = [`${client}/api/presigned-url/${key}`, `${files}/ocrvs/${key}`, `${client}/${key}`];
    expect(addresses).toEqual(expect.arrayContaining(forms));
  }
  await page.getByTestId('exit-event').click();
  await page.locator('#searchText').waitFor();
  const left = await cached(page);
  expect(left).not.toContain(`${client}/${birth}`);
  expect(left).toContain(`${files}/ocrvs/${birth}`);
  await page.context().close();
});

test('a missing object is a broken image, and stays one in that profile', async ({ browser }) => {
  const path = objectPath(record.files.birth);
  await rename(path, `${path}.away`);
  const page = await visitor(browser, talk, recordPath());
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  expect(await widthOf(page)).toBe(0);
  const answer = await page.evaluate(async (key) => {
    const response = await fetch(`/${key}`);
    return [response.status, response.headers.get('content-type')];
  }, record.files.birth);
  expect(answer).toEqual([200, 'text/html']);
  await expect(page.getByAltText('Signature preview')).toHaveJSProperty('naturalWidth', 300);
  await rename(`${path}.away`, path);
  await page.reload();
  expect(await widthOf(page)).toBe(0);
  const fresh = await visitor(browser, talk, recordPath());
  expect(await widthOf(fresh)).toBe(640);
});

test('a missing PDF is told in words', async ({ browser }) => {
  const path = objectPath(record.files.passport);
  await rename(path, `${path}.away`);
  const page = await visitor(browser, talk, recordPath());
  await page.locator('#select_document').click();
  await page.locator('[id*="-option-2"]').click();
  await expect(page.locator('#document_section')).toContainText('Failed to load PDF');
  await expect(page.locator('#document_section canvas')).toHaveCount(0);
  expect(await ariaOf(page.locator('#document_section'), {})).toBe(recordedAria('record-missing-pdf'));
});

test('half of an image still has its full width, and none of it has none', async ({ browser }) => {
  const path = objectPath(record.files.birth);
  await truncate(path, Math.floor(record.bytes.get(record.files.birth)!.length / 2));
  const half = await visitor(browser, talk, recordPath());
  expect(await widthOf(half)).toBe(640);
  await writeFile(path, '');
  const none = await visitor(browser, talk, recordPath());
  expect(await widthOf(none)).toBe(0);
});

test('a store that cannot be reached fails the whole record', async ({ browser }) => {
  await talk.registry.restart({ minioUrlOverride: 'http://127.0.0.1:1' });
  const page = await visitor(browser, talk, recordPath());
  await expect(page.getByRole('button', { name: 'Back to home' })).toBeVisible();
  expect(await ariaOf(page.locator('body'), {})).toBe(recordedAria('record-s3-unreachable'));
});
