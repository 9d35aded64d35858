import { expect, test } from '@playwright/test';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SshConfig } from '../../../helpers/config/load-config.ts';
import { outcomeOf } from '../../../helpers/base/outcome.ts';
import { connect } from '../../../helpers/ssh/connect.ts';
import { askingServer } from './asking-server.ts';
import { freePort, makeKey, startSshd, type Sshd } from './sshd.ts';

let sshd: Sshd;

test.beforeAll(async () => {
  sshd = await startSshd();
});

test.afterAll(() => sshd.stop());

async function refusal(change: Partial<SshConfig>, name = 'production') {
  const outcome = await outcomeOf(async () => (await connect(name, { ...sshd.config, ...change })).end());
  expect(outcome.ok).toBe(false);
  return outcome.ok ? { reason: 'none', why: '' } : outcome;
}

test('a key that the host does not know: one attempt, one sentence', async () => {
  makeKey(join(sshd.dir, 'stranger'));
  const before = sshd.log.length;
  const { reason, why } = await refusal({ keyFile: join(sshd.dir, 'stranger') });
  expect(reason).toBe('refused');
  expect(why).toMatch(/^production \(.*@127\.0\.0\.1:\d+\) does not accept this key/);
  expect(sshd.log.slice(before).filter((line) => line.includes('Failed')).length).toBeLessThan(2);
});

test('another host key than the known one', async () => {
  const { reason, why } = await refusal({ hostKeys: [`SHA256:${'A'.repeat(43)}`] });
  expect(reason).toBe('refused');
  expect(why).toContain(`showed the ssh-ed25519 host key ${sshd.config.hostKeys[0]} instead of`);
  expect(why).toContain('somebody stands in between');
});

test('no host key of the types that are known', async () => {
  expect((await refusal({ hostKeyTypes: ['ecdsa-sha2-nistp256'] })).why).toContain(
    'has no host key of a known type (ecdsa-sha2-nistp256)',
  );
});

test('an encrypted key without its passphrase, with a wrong one, with the right one', async () => {
  const keyFile = join(sshd.dir, 'encrypted');
  makeKey(keyFile, 'a long passphrase');
  expect((await refusal({ keyFile })).why).toMatch(/is encrypted and no passphrase is configured for it\.$/);
  const wrong = await refusal({ keyFile, keyPassphrase: 'not this one' });
  expect(wrong.why).toMatch(/is encrypted and its passphrase is wrong\.$/);
  expect(wrong.why).not.toContain('not this one');
  // With the right one it gets as far as the host, which does not know it.
  expect((await refusal({ keyFile, keyPassphrase: 'a long passphrase' })).why).toContain(
    'does not accept this key',
  );
});

test('a key file that is not there, or not a key', async () => {
  expect((await refusal({ keyFile: join(sshd.dir, 'nosuch') })).why).toMatch(/cannot be read \(ENOENT\)\.$/);
  writeFileSync(join(sshd.dir, 'text'), 'not a key');
  chmodSync(join(sshd.dir, 'text'), 0o600);
  expect((await refusal({ keyFile: join(sshd.dir, 'text') })).why).toContain('is not a private key');
});

test('nobody listens; a name without an address', async () => {
  const refused = await refusal({ port: await freePort() });
  expect(refused).toMatchObject({ reason: 'unreachable' });
  expect(refused.why).toContain('refuses connections');
  const nameless = await refusal({ host: 'nosuch.invalid' });
  expect(nameless.why).toContain('has no address');
});

test('somebody hangs up before the login', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { reason } = await refusal({ port: (server.address() as AddressInfo).port });
  expect(reason).toBe('unreachable');
  server.close();
});

test('a code is asked for and there is none', async () => {
  const server = await askingServer(sshd, ['Verification code: '], () => false);
  const { why } = await refusal(server.config);
  expect(why).toBe(
    'production asks “Verification code:” as a second factor and none is configured: set PRODUCTION_SSH_TOTP_SECRET or …_SSH_CODE.',
  );
  await server.stop();
});

test('a code is asked for and refused, or accepted', async () => {
  const server = await askingServer(sshd, ['Verification code: '], ([code]) => code === '123456');
  const wrong = await refusal({ ...server.config, secondFactor: { from: 'code', code: '654321' } });
  expect(wrong.why).toContain('refused the answer to “Verification code:”');
  const right = { ...server.config, secondFactor: { from: 'command', command: 'echo 123456' } } as const;
  (await connect('production', right)).end();
  await server.stop();
});

test('a round without a question is answered with nothing', async () => {
  const server = await askingServer(sshd, [], (answers) => answers.length === 0);
  (await connect('staging', server.config)).end();
  await server.stop();
});
