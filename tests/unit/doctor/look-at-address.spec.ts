import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { authorities, dispatcherFor } from '../../../helpers/deployment/dispatcher.ts';
import { lookAtAddress } from '../../../helpers/doctor/look-at-address.ts';

/** A web server with a certificate of a private authority, as openssl makes it, valid for 40 days. */
async function privateServer() {
  const dir = test.info().outputPath();
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });
  openssl(
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 90'.split(
      ' ',
    ),
  );
  openssl(
    ...'req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.csr -subj /CN=localhost -addext subjectAltName=DNS:localhost'.split(
      ' ',
    ),
  );
  openssl(
    ...'x509 -req -in own.csr -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy -out own.pem -days 40'.split(
      ' ',
    ),
  );
  const server = createServer(
    { key: readFileSync(`${dir}/own.key`), cert: readFileSync(`${dir}/own.pem`) },
    (_request, response) => response.setHeader('x-version', '2.0.0').end('pong'),
  );
  server.listen(0);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, caFile: `${dir}/ca.pem` };
}

test('a private authority is refused until its file is given; the name is checked all the same', async () => {
  const { server, port, caFile } = await privateServer();
  const direct = { dispatcher: null, ca: null, proxied: false };
  const trusting = {
    dispatcher: dispatcherFor({ proxy: null, caFile }),
    ca: authorities(caFile),
    proxied: false,
  };
  expect(await lookAtAddress(`https://localhost:${port}/ping`, direct)).toMatchObject({
    ok: false,
    trouble: 'unreachable',
    why: expect.stringContaining('CA_FILE'),
  });
  expect(await lookAtAddress(`https://localhost:${port}/ping`, trusting)).toEqual({
    ok: true,
    value: { status: 200, version: '2.0.0', certificateDays: 39 },
  });
  expect(await lookAtAddress(`https://127.0.0.1:${port}/ping`, trusting)).toMatchObject({
    ok: false,
    why: 'its certificate is for another name',
  });
  await trusting.dispatcher?.close();
  server.close();
});

test('a name without an address', async () => {
  const way = { dispatcher: null, ca: null, proxied: false };
  expect(await lookAtAddress('http://nosuch.invalid/', way)).toMatchObject({
    ok: false,
    why: expect.stringContaining('the name has no address'),
  });
});
