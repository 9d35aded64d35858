import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { makeAttachments } from '../../../helpers/opencrvs/attachments/make-attachments.ts';
import { wantedFiles } from '../../../helpers/opencrvs/attachments/wanted-files.ts';
import { shownIn } from '../../../helpers/opencrvs/pages/shown-file.ts';
import { replay } from './replay.ts';

const FAILURE = 'Failed to load PDF';
const dataUrl = (bytes: Buffer, type = 'image/png') => `data:${type};base64,${bytes.toString('base64')}`;

test('an image is measured and seen not to be blank; one cut in half still has its full size', async ({
  browser,
}) => {
  const [png] = await makeAttachments(
    browser,
    'TOKEN7',
    wantedFiles([{ field: { id: 'proof', type: 'FILE' }, options: [], isReview: false }]),
  );
  const bytes = png?.bytes ?? Buffer.alloc(0);
  const page = await browser.newPage();
  for (const shown of [bytes, bytes.subarray(0, bytes.length / 2)]) {
    await page.setContent(`<div id="place"><img src="${dataUrl(shown)}"></div>`);
    expect(await shownIn(page.locator('#place'), FAILURE, 5_000)).toMatchObject({
      kind: 'image',
      width: 900,
      height: 600,
      blank: false,
    });
  }
  await page.close();
});

test('what is no image, as when the page itself answers for a missing file, has no size', async ({
  page,
}) => {
  await using server = await replay({
    'GET /events/1/a.png': { status: 200, body: '<html>the client</html>' },
  });
  await page.setContent(`<div id="place"><img src="${server.url}/events/1/a.png"></div>`);
  expect(await shownIn(page.locator('#place'), FAILURE, 5_000)).toEqual({
    path: 'events/1/a.png',
    kind: 'image',
    width: 0,
    height: 0,
    blank: true,
  });
});

test('an image of another origin, whose pixels the browser keeps to itself, is judged by its picture', async ({
  page,
}) => {
  const store = createServer((request, response) =>
    response
      .writeHead(200, { 'content-type': 'image/svg+xml' })
      .end(
        `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#fff"/>${
          request.url === '/drawn.svg' ? '<circle cx="99" cy="99" r="50"/>' : ''
        }</svg>`,
      ),
  );
  store.listen(0, '127.0.0.1');
  await once(store, 'listening');
  const { port } = store.address() as AddressInfo;
  await using client = await replay({ 'GET /': { status: 200, body: '<html></html>' } });
  for (const [name, blank] of [
    ['drawn.svg', false],
    ['white.svg', true],
  ] as const) {
    await page.goto(client.url);
    await page.setContent(
      `<body style="margin:0"><div id="place"><img src="http://127.0.0.1:${port}/${name}"></div>`,
    );
    expect(await shownIn(page.locator('#place'), FAILURE, 5_000)).toMatchObject({
      width: 300,
      height: 200,
      blank,
    });
  }
  store.close();
});

test('an image of one colour is blank', async ({ page }) => {
  const white = await page.screenshot();
  await page.setContent(`<div id="place"><img src="${dataUrl(white)}"></div>`);
  expect(await shownIn(page.locator('#place'), FAILURE, 5_000)).toMatchObject({ kind: 'image', blank: true });
});

test('waits until a PDF is drawn on its canvas', async ({ page }) => {
  await page.setContent(`<div id="place"><canvas width="300" height="400"></canvas></div><script>
    setTimeout(() => document.querySelector('canvas').getContext('2d').fillRect(10, 10, 50, 50), 2000);
  </script>`);
  expect(await shownIn(page.locator('#place'), FAILURE, 5_000)).toEqual({
    path: null,
    kind: 'pdf',
    width: 300,
    height: 400,
    blank: false,
  });
});

test('a PDF that is never drawn is blank, one that failed is nothing', async ({ page }) => {
  await page.setContent('<div id="place"><canvas width="300" height="400"></canvas></div>');
  expect(await shownIn(page.locator('#place'), FAILURE, 300)).toMatchObject({ kind: 'pdf', blank: true });
  await page.setContent(`<div id="place">${FAILURE}</div>`);
  expect(await shownIn(page.locator('#place'), FAILURE, 30_000)).toMatchObject({ kind: 'nothing', width: 0 });
});
