import { chromium, expect, test } from '@playwright/test';
import { launchOptions } from '../../../helpers/browser/launch-options.ts';
import { trustedKeyArguments, trustedKeys } from '../../../helpers/browser/trusted-keys.ts';
import { privateServer } from './private-server.ts';

const PAGE = `<script>
  navigator.serviceWorker.register('/worker.js').then(
    () => document.title = 'registered', (error) => document.title = String(error));
</script>`;

/** The title of a page that registers a service worker, as a browser with these arguments ends up with. */
async function titleIn(args: string[], url: string): Promise<string> {
  const { args: usual = [], ...options } = launchOptions();
  const browser = await chromium.launch({ ...options, args: [...usual, ...args] });
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(url);
    await page.waitForFunction(() => document.title !== '');
    return await page.title();
  } finally {
    await browser.close();
  }
}

test('a browser told the proven key runs service workers of a server with a private authority; another one refuses the page', async () => {
  const { port, caFile, close } = await privateServer((request, response) => {
    const worker = request.url === '/worker.js';
    response.setHeader('content-type', worker ? 'text/javascript' : 'text/html').end(worker ? '' : PAGE);
  });
  const url = `https://localhost:${port}/`;
  const way = { proxy: null, caFile };
  const keys = await trustedKeys([url, `${url}again`, 'http://localhost/'], way);
  expect(keys).toHaveLength(1);
  expect(await titleIn(trustedKeyArguments(keys.join(',')), url)).toBe('registered');
  await expect(titleIn([], url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  await expect(trustedKeys([`https://127.0.0.1:${port}`], way)).rejects.toThrow(/127\.0\.0\.1/);
  close();
});

test('without keys the browser is not told anything', () => {
  expect(trustedKeyArguments('')).toEqual([]);
});
