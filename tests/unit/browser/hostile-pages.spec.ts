import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, expect, test } from '@playwright/test';
import { browserEnvironment, launchOptions } from '../../../helpers/browser/launch-options.ts';
import { hasSandbox, sandboxNotice } from '../../../helpers/browser/sandbox.ts';
import { inFreshProfile } from '../../../helpers/opencrvs/pages/fresh-profile.ts';
import { assertOwn, onPage } from '../../../helpers/opencrvs/pages/page-failure.ts';
import { environmentAt } from '../opencrvs/replay.ts';

/** A site whose every page is this script. */
async function siteOf(script: string): Promise<AsyncDisposable & { url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/file')
      response.writeHead(200, { 'content-disposition': 'attachment; filename=evil.sh' }).end('#!/bin/sh');
    else
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>page</p><script>${script}</script>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test('a page that loops costs one deadline, however many steps follow', async ({ browser }) => {
  await using site = await siteOf('addEventListener("load", () => setTimeout(() => { for (;;); }))');
  const startedAt = performance.now();
  const said = await inFreshProfile(browser, {}, async (page) => {
    await page.goto(site.url);
    const asked: (() => Promise<unknown>)[] = [
      () => page.locator('p').count(),
      () => page.title(),
      () => page.screenshot(),
    ];
    const messages: unknown[] = [];
    for (const step of asked)
      messages.push(
        await onPage(page, 'a step', step, 2_000).catch((error: unknown) => (error as Error).message),
      );
    return messages;
  });
  expect(said).toEqual([
    'a step: not done within 2 s',
    'a step: the page no longer answers',
    'a step: the page no longer answers',
  ]);
  expect(performance.now() - startedAt).toBeLessThan(40_000);
});

test('what a page starts goes no further: no download, no window, no dialog', async ({ browser }) => {
  await using site = await siteOf(`alert('stop'); window.open('/other');
    Object.assign(document.createElement('a'), { href: '/file', download: 'evil.sh' }).click();`);
  await inFreshProfile(browser, {}, async (page, context) => {
    const download = page.waitForEvent('download', { timeout: 20_000 });
    await page.goto(site.url);
    expect(await (await download).failure()).toContain('acceptDownloads');
    await expect.poll(() => context.pages().length).toBe(1);
    expect(await page.evaluate(() => prompt('a word?'))).toBeNull();
  });
});

test('a page that leads away is another host’s', async ({ browser }) => {
  await using other = await siteOf('');
  await using site = await siteOf(`location.replace(${JSON.stringify(other.url)})`);
  await inFreshProfile(browser, {}, async (page) => {
    await page.goto(site.url);
    await page.waitForURL(`${other.url}/`);
    expect(() => assertOwn(page, environmentAt(site.url))).toThrow(
      `the client of production sent the browser to ${other.url}`,
    );
    expect(() => assertOwn(page, environmentAt(other.url))).not.toThrow();
  });
});

test('the browser gets nothing of the environment that could be a secret', async () => {
  expect(
    browserEnvironment({
      PATH: '/bin',
      PRODUCTION_PASSWORD: 'x',
      BACKUP_PASSPHRASE: 'x',
      https_proxy: 'http://user:word@proxy',
      http_proxy: 'http://proxy',
    }),
  ).toEqual({ PATH: '/bin', http_proxy: 'http://proxy' });
  process.env['BACKUP_PASSPHRASE'] = 'the passphrase of this test';
  try {
    const browser = await chromium.launch(launchOptions());
    const environments = readdirSync('/proc').flatMap((pid) => {
      const file = `/proc/${pid}/cmdline`;
      if (!/^\d+$/.test(pid) || !existsSync(file) || parentOf(pid) !== String(process.pid)) return [];
      return readFileSync(file, 'utf8').includes('--remote-debugging-pipe')
        ? [readFileSync(`/proc/${pid}/environ`, 'utf8')]
        : [];
    });
    expect(environments.length).toBeGreaterThan(0);
    for (const one of environments) expect(one).not.toContain('the passphrase of this test');
    await browser.close();
  } finally {
    delete process.env['BACKUP_PASSPHRASE'];
  }
});

test('the sandbox is on wherever it can be, and off with a reason', () => {
  expect(launchOptions().chromiumSandbox).toBe(hasSandbox());
  if (process.getuid?.() === 0) expect(sandboxNotice()).toContain('because this command runs as root');
  expect(sandboxNotice() === null).toBe(hasSandbox());
});

function parentOf(pid: string): string {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}
