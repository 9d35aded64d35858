import { createHash } from 'node:crypto';
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { holdPage } from './hold-page.ts';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import { registeredRecord, type RegisteredRecord } from './registered-record.ts';
import { visitor } from './visitor.ts';

let talk: Conversation;
let record: RegisteredRecord;

test.beforeEach(async () => {
  talk = await conversation();
  record = await registeredRecord(talk);
});

test.afterEach(endConversations);

/** What the object store answers in the sight of a browser: nobody else, and no store, is touched. */
type Answer = { status: number; bytes?: Buffer } | 'unreachable';

async function storeAnswers(context: BrowserContext, key: string, answer: Answer): Promise<void> {
  await context.route(
    (url) => url.href.startsWith(`${talk.urls.files}/ocrvs/${key}`),
    (route) =>
      answer === 'unreachable'
        ? route.abort('connectionrefused')
        : route.fulfill({
            status: answer.status,
            headers: { 'access-control-allow-origin': talk.urls.client },
            body: answer.bytes ?? '',
          }),
  );
}

/** The Record tab in a fresh profile, to which the store answers so for one object. */
async function recordTab(browser: Browser, key: string, answer: Answer): Promise<Page> {
  return visitor(browser, talk, recordPath(), {
    prepare: (context) => storeAnswers(context, key, answer),
  });
}

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
  const { client, files } = talk.urls;
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
  const page = await recordTab(browser, record.files.birth, { status: 404 });
  expect(await widthOf(page)).toBe(0);
  const answer = await page.evaluate(async (key) => {
    const response = await fetch(`/${key}`);
    return [response.status, response.headers.get('content-type')];
  }, record.files.birth);
  expect(answer).toEqual([200, 'text/html']);
  await expect(page.getByAltText('Signature preview')).toHaveJSProperty('naturalWidth', 300);
  await page.context().unrouteAll();
  await page.reload();
  expect(await widthOf(page)).toBe(0);
  const fresh = await visitor(browser, talk, recordPath());
  expect(await widthOf(fresh)).toBe(640);
});

test('a missing PDF is told in words', async ({ browser }) => {
  const page = await recordTab(browser, record.files.passport, { status: 404 });
  await page.locator('#select_document').click();
  await page.locator('[id*="-option-2"]').click();
  await expect(page.locator('#document_section')).toContainText('Failed to load PDF');
  await expect(page.locator('#document_section canvas')).toHaveCount(0);
  await holdPage(page.locator('#document_section'), 'record-missing-pdf', talk);
});

test('half of an image still has its full width, and none of it has none', async ({ browser }) => {
  const { birth } = record.files;
  const whole = record.bytes.get(birth)!;
  const bytes = whole.subarray(0, Math.floor(whole.length / 2));
  const half = await recordTab(browser, birth, { status: 200, bytes });
  expect(await widthOf(half)).toBe(640);
  const none = await recordTab(browser, birth, { status: 200 });
  expect(await widthOf(none)).toBe(0);
});

test('a store that cannot be reached fails the whole record', async ({ browser }) => {
  const page = await recordTab(browser, record.files.birth, 'unreachable');
  await expect(page.getByRole('button', { name: 'Back to home' })).toBeVisible();
  await holdPage(page.locator('body'), 'record-s3-unreachable', talk);
});
