import { chromium, expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { fetch } from 'undici';
import { launchOptions } from '../../../helpers/browser/launch-options.ts';
import { trustedKeyArguments, trustedKeys } from '../../../helpers/browser/trusted-keys.ts';
import { dispatcherFor } from '../../../helpers/deployment/dispatcher.ts';
import { lookAtAddress } from '../../../helpers/preflight/look-at-address.ts';
import { sshHost, type SshHost } from '../../../helpers/ssh/ssh-host.ts';
import { tunnelProxy, type Dial } from '../../../helpers/ssh/tunnel-proxy.ts';
import { privateServer } from '../browser/private-server.ts';
import { startSshd, type Sshd } from './sshd.ts';

/** A name that is known at the far end alone. */
const NAME = 'register.inside.test';
const PAGE = `<script>
  navigator.serviceWorker.register('/worker.js').then(
    () => document.title = 'registered', (error) => document.title = String(error));
</script>`;

let sshd: Sshd;
let host: SshHost;

test.beforeAll(async () => {
  sshd = await startSshd(['AllowTcpForwarding yes']);
  host = sshHost('production', sshd.config);
});

test.afterAll(async () => {
  await host.close();
  await sshd.stop();
});

/** Over the host's connection; there the name is the host's own. */
const dial: Dial = (name, port) => host.dial('host', { host: name === NAME ? 'localhost' : name, port });

const pageAnd: RequestListener = (request, response) => {
  const worker = request.url === '/worker.js';
  response
    .setHeader('content-type', worker ? 'text/javascript' : 'text/html')
    .end(worker ? '' : `${PAGE}${request.method} ${request.headers.host ?? ''}`);
};

async function inBrowser<T>(
  proxy: string,
  args: string[],
  url: string,
  read: () => Promise<T> | T,
): Promise<T> {
  const { args: usual = [], ...options } = launchOptions();
  const browser = await chromium.launch({ ...options, args: [...usual, ...args] });
  try {
    const page = await (await browser.newContext({ proxy: { server: proxy } })).newPage();
    await page.goto(url);
    await page.waitForFunction(() => document.title !== '');
    return await page.evaluate(read);
  } finally {
    await browser.close();
  }
}

test('API and browser reach a server behind SSH, with the certificate of a private authority', async () => {
  const server = await privateServer(pageAnd, NAME);
  const proxy = await tunnelProxy(dial);
  const url = `https://${NAME}:${server.port}/`;
  const way = { proxy: proxy.url, caFile: server.caFile };
  const dispatcher = dispatcherFor(way);
  expect(await (await fetch(url, { dispatcher: dispatcher! })).text()).toContain('GET register.inside.test');
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  const keys = trustedKeyArguments((await trustedKeys([url], way)).join(','));
  expect(await inBrowser(proxy.url, keys, url, () => document.title)).toBe('registered');
  await expect(inBrowser(proxy.url, [], url, () => document.title)).rejects.toThrow(
    'ERR_CERT_AUTHORITY_INVALID',
  );
  // Another name than the certificate's.
  await expect(trustedKeys([`https://localhost:${server.port}`], way)).rejects.toThrow(/altnames|localhost/i);
  await proxy.close();
  server.close();
});

test('plain addresses pass, too, with method, body and headers', async () => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      response.setHeader('content-type', 'text/html').setHeader('x-seen', request.headers['x-asked'] ?? '-');
      const body = Buffer.concat(parts).toString();
      response.end(`<title>${request.method} ${request.headers.host} ${request.url} ${body}</title>`);
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const proxy = await tunnelProxy(dial);
  const origin = `http://${NAME}:${(server.address() as AddressInfo).port}`;
  const url = `${origin}/a?b=c`;
  const dispatcher = dispatcherFor({ proxy: proxy.url, caFile: null });
  const answer = await fetch(url, {
    method: 'POST',
    body: 'of it',
    headers: { 'x-asked': 'yes' },
    dispatcher: dispatcher!,
  });
  expect(await answer.text()).toBe(`<title>POST ${origin.slice(7)} /a?b=c of it</title>`);
  expect(answer.headers.get('x-seen')).toBe('yes');
  expect(await inBrowser(proxy.url, [], url, () => document.title)).toBe(`GET ${origin.slice(7)} /a?b=c`);
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

test('what a client sends together with its request for a tunnel is passed on', async () => {
  const echo = createTcpServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const { port } = echo.address() as AddressInfo;
  const proxy = await tunnelProxy((name, to) => host.dial('host', { host: name, port: to }));
  const client = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  client.write(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\nearly`);
  let said = '';
  client.on('data', (data: Buffer) => (said += data.toString()));
  await expect.poll(() => said).toMatch(/^HTTP\/1\.1 200 [^]*early$/);
  client.destroy();
  await proxy.close();
  echo.close();
});

test('twenty connections at once go over one login', async () => {
  const logins = () => sshd.log.filter((line) => line.includes('Accepted publickey')).length;
  const before = logins();
  const once = sshHost('staging', sshd.config);
  const server = await privateServer(pageAnd, NAME);
  const proxy = await tunnelProxy((_, port) => once.dial('host', { host: 'localhost', port }));
  const way = { proxy: proxy.url, caFile: server.caFile };
  const ask = async () => {
    const dispatcher = dispatcherFor(way)!;
    const { status } = await fetch(`https://${NAME}:${server.port}/`, { dispatcher });
    await dispatcher.destroy();
    return status;
  };
  expect(new Set(await Promise.all(Array.from({ length: 20 }, ask)))).toEqual(new Set([200]));
  expect(logins() - before).toBe(1);
  await proxy.close();
  await once.close();
  server.close();
});

test('the way can begin at the jump host, and ends there where it is not allowed', async () => {
  const inner = await startSshd(['AllowTcpForwarding no']);
  const server = await privateServer(pageAnd, NAME);
  const behind = sshHost('production', { ...inner.config, jump: [sshd.config] });
  const look = async (from: 'host' | 'jump') => {
    const proxy = await tunnelProxy((_, port) => behind.dial(from, { host: 'localhost', port }));
    const way = { proxy: proxy.url, caFile: server.caFile };
    const answer = await lookAtAddress(`https://${NAME}:${server.port}/`, way);
    await proxy.close();
    return answer;
  };
  expect(await look('jump')).toMatchObject({ ok: true, value: { status: 200, certificateDays: 39 } });
  expect(await look('host')).toMatchObject({
    ok: false,
    why: expect.stringContaining('does not get through to it: is the name known there'),
  });
  await behind.close();
  await inner.stop();
  server.close();
});
