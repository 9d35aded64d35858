import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import ssh2, { type Session } from 'ssh2';
import { paced } from '../../../helpers/archive/stream/paced.ts';
import { resumable } from '../../../helpers/archive/stream/resumable.ts';
import { collectBytes } from '../../../helpers/ssh/collect.ts';
import { sshHost } from '../../../helpers/ssh/ssh-host.ts';
import { startSshd, type Sshd } from './sshd.ts';

let sshd: Sshd;

test.beforeAll(async () => {
  sshd = await startSshd();
});

test.afterAll(() => sshd.stop());

/** A server that lets anybody in and does with a session what the test says. */
async function serverThat(does: (accept: () => Session) => void) {
  const server = new ssh2.Server({ hostKeys: [readFileSync(join(sshd.dir, 'host'))] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => context.accept());
    client.on('session', does);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    config: { ...sshd.config, port: (server.address() as AddressInfo).port },
    stop: () => server.close(),
  };
}

test('a host that answers keepalives and opens no session is given up', async () => {
  const server = await serverThat(() => undefined);
  const host = sshHost('backup', server.config, undefined, { openMs: 300 });
  await expect(host.run(['true'])).rejects.toMatchObject({
    reason: 'unreachable',
    message: 'backup: no session for a command: backup opened no session for a command within 0.3 s.',
  });
  await host.close();
  server.stop();
});

test('a host that says more than it was asked is cut short', async () => {
  const server = await serverThat((accept) => {
    accept().on('exec', (acceptExec) => {
      const channel = acceptExec();
      const more = () => {
        while (channel.write(Buffer.alloc(32_768)));
        channel.once('drain', more);
      };
      more();
    });
  });
  const host = sshHost('backup', server.config);
  await expect(host.run(['true'], { maxBytes: 2 ** 20 })).rejects.toThrow(
    'backup answered with more than 1 MiB where little was asked.',
  );
  await host.close();
  server.stop();
});

test('what a host says in a refusal cannot act on a terminal', async () => {
  const failed = collectBytes(Readable.from([Buffer.alloc(20)]), 'ba\u001b[2Jckup', 10);
  await expect(failed).rejects.toThrow(/^ba\\e\[2Jckup answered/);
});

/** Gives these bytes at once, then nothing more. */
const stuckAfter = (bytes: number) => {
  let given = false;
  return () => {
    if (given) return new Promise<never>(() => undefined);
    given = true;
    return Promise.resolve(Buffer.alloc(bytes));
  };
};

test('a stream that falls silent is given up, one that trickles too', async () => {
  const silent = paced(stuckAfter(10), { idleMs: 50, bytesPerSecond: 1, windowMs: 1_000 });
  expect(await silent()).toHaveLength(10);
  await expect(silent()).rejects.toThrow('nothing came for 0.05 s');
  const trickle = paced(() => new Promise((resolve) => setTimeout(resolve, 20, Buffer.alloc(1))), {
    idleMs: 10_000,
    bytesPerSecond: 1_000,
    windowMs: 60,
  });
  await expect(
    (async () => {
      for (;;) await trickle();
    })(),
  ).rejects.toThrow(/^only \d+ bytes a second came/);
});

test('a host that gives one byte for each connection is not asked for ever', async () => {
  let connections = 0;
  const { next } = resumable(
    () => {
      connections += 1;
      const stdout = Readable.from([Buffer.from('x')]);
      return Promise.resolve({
        stdout,
        done: Promise.resolve({ code: null, signal: null, stderr: '', durationMs: 1 }),
      });
    },
    'archive',
    1_000_000,
  );
  await expect(
    (async () => {
      for (;;) await next();
    })(),
  ).rejects.toMatchObject({ reason: 'unreachable' });
  expect(connections).toBe(3);
});
