import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { collect } from '../../../helpers/ssh/collect.ts';
import { loginLedger } from '../../../helpers/ssh/login-ledger.ts';
import { sshHost } from '../../../helpers/ssh/ssh-host.ts';
import { freePort, makeKey, startSshd, type Sshd } from './sshd.ts';

test.describe('a real sshd', () => {
  let sshd: Sshd;

  test.beforeAll(async () => {
    // Fewer sessions than are asked for at once: some are refused and must be tried again.
    sshd = await startSshd(['MaxSessions 3', 'AllowTcpForwarding yes']);
  });

  test.afterAll(() => sshd.stop());

  const logins = () => sshd.log.filter((line) => line.includes('Accepted publickey')).length;

  test('every argument arrives as it is; exit code and standard error are given', async () => {
    const host = sshHost('backup', sshd.config);
    const words = ['a b', "it's", '$HOME', '`id`', '', '*', '\n', 'ü"\\'];
    const { stdout, stderr, code } = await host.run([
      'sh',
      '-c',
      'printf "%s|" "$@"; echo no >&2; exit 7',
      'sh',
      ...words,
    ]);
    expect(stdout).toBe(`${words.join('|')}|`);
    expect(stderr).toBe('no\n');
    expect(code).toBe(7);
    await host.close();
  });

  test('the exit code of a command that ends at once is never lost', async () => {
    const host = sshHost('backup', sshd.config);
    for (let round = 0; round < 40; round++) expect((await host.run(['false'])).code).toBe(1);
    await host.close();
  });

  test('a signal is told as a signal', async () => {
    const host = sshHost('backup', sshd.config);
    expect(await host.run(['sh', '-c', 'kill -TERM $$'])).toMatchObject({ code: null, signal: 'SIGTERM' });
    await host.close();
  });

  test('standard input is passed on and closed', async () => {
    const host = sshHost('backup', sshd.config);
    const { stdout } = await host.run(['cat'], { stdin: Readable.from(['one ', 'two']) });
    expect(stdout).toBe('one two');
    await host.close();
  });

  test('twelve commands at once go over one connection, though the host allows three sessions', async () => {
    const before = logins();
    const host = sshHost('backup', sshd.config);
    const numbers = Array.from({ length: 12 }, (_, index) => String(index));
    const results = await Promise.all(numbers.map((number) => host.run(['echo', number])));
    expect(results.map(({ stdout }) => stdout.trim())).toEqual(numbers);
    expect(logins() - before).toBe(1);
    await host.close();
  });

  test('a command that does not end in time is given up, the connection is not', async () => {
    const host = sshHost('backup', sshd.config);
    await expect(host.run(['sleep', '60'], { timeoutMs: 200 })).rejects.toThrow(
      'backup: sleep did not end within 0.2 s.',
    );
    const before = logins();
    expect((await host.run(['echo', 'still here'])).stdout).toBe('still here\n');
    expect(logins()).toBe(before);
    await host.close();
  });

  test('a cut connection ends the command without an exit code; the next command logs in anew', async () => {
    const host = sshHost('backup', sshd.config);
    const { stdout, done } = await host.stream(['sh', '-c', 'echo begun; sleep 60']);
    await new Promise<void>((resolve) => stdout.once('readable', resolve));
    sshd.cut();
    await collect(stdout, 'backup');
    expect(await done).toMatchObject({ code: null });
    expect((await host.run(['echo', 'again'])).stdout).toBe('again\n');
    await host.close();
  });

  test('a jump host is passed with its own host key, and the connection ends on both', async () => {
    const inner = await startSshd();
    const host = sshHost('production', { ...inner.config, jump: [sshd.config] });
    expect((await host.run(['echo', 'through'])).stdout).toBe('through\n');
    await host.close();
    const wrong = { ...sshd.config, hostKeys: inner.config.hostKeys };
    await expect(sshHost('production', { ...inner.config, jump: [wrong] }).run(['true'])).rejects.toThrow(
      /production's jump host .* showed the ssh-ed25519 host key/,
    );
    await inner.stop();
  });

  test('no more than six logins on a host within a day, whatever happens', async () => {
    const before = logins();
    let now = Date.now();
    const ledger = loginLedger(test.info().outputPath('logins'), () => now);
    for (let login = 0; login < 6; login++) {
      const host = sshHost('backup', sshd.config, ledger);
      expect((await host.run(['true'])).code).toBe(0);
      await host.close();
    }
    const seventh = sshHost('backup', sshd.config, ledger);
    await expect(seventh.run(['true'])).rejects.toThrow(/6 logins within 24 hours.*no more before/);
    expect(logins() - before).toBe(6);
    now += 24 * 60 * 60 * 1000;
    expect((await seventh.run(['true'])).code).toBe(0);
    await seventh.close();
  });

  test('a network that is gone for hours costs no login of the day', async () => {
    const ledger = loginLedger(test.info().outputPath('logins'));
    const nobody = { ...sshd.config, port: await freePort() };
    const host = sshHost('backup', nobody, ledger);
    for (let minute = 0; minute < 8; minute++)
      await expect(host.run(['true'])).rejects.toThrow('refuses connections');
    const back = sshHost('backup', sshd.config, ledger);
    expect((await back.run(['true'])).code).toBe(0);
    await back.close();
  });

  test('a login that was refused counts, and is not tried again by the same process', async () => {
    const ledger = loginLedger(test.info().outputPath('logins'));
    makeKey(test.info().outputPath('stranger'));
    const host = sshHost('backup', { ...sshd.config, keyFile: test.info().outputPath('stranger') }, ledger);
    for (let look = 0; look < 3; look++)
      await expect(host.run(['true'])).rejects.toThrow('does not accept this key');
    expect(readFileSync(test.info().outputPath('logins'), 'utf8').match(/^backup /gm)).toHaveLength(1);
    for (let login = 0; login < 5; login++) ledger.made('backup');
    expect(() => ledger.before('backup')).toThrow('6 logins within 24 hours');
  });

  test('without sudo, a command is run as the user itself', async () => {
    const host = sshHost('backup', { ...sshd.config, sudo: false });
    expect((await host.run(['sh', '-c', 'echo "${SUDO_USER:-none}"'], { sudo: true })).stdout).toBe('none\n');
    await host.close();
  });
});
