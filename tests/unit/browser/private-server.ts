import { test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A web server on localhost with a certificate of a private authority, as openssl makes it, for a name, valid for 40 days. */
export async function privateServer(answer: RequestListener, name = 'localhost') {
  const dir = test.info().outputPath();
  const openssl = (words: string) => execFileSync('openssl', words.split(' '), { cwd: dir, stdio: 'ignore' });
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
  openssl(`req -x509 ${key} -keyout ca.key -out ca.pem -subj /CN=ca -days 90`);
  openssl(`req ${key} -keyout own.key -out own.csr -subj /CN=${name} -addext subjectAltName=DNS:${name}`);
  openssl(
    'x509 -req -in own.csr -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy -out own.pem -days 40',
  );
  const server = createServer(
    { key: readFileSync(`${dir}/own.key`), cert: readFileSync(`${dir}/own.pem`) },
    answer,
  );
  server.listen(0);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    caFile: `${dir}/ca.pem`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
