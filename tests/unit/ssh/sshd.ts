import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fingerprintOf } from '../../../helpers/config/known-hosts.ts';
import type { SshConfig } from '../../../helpers/config/load-config.ts';
import { aptInstall } from '../../../lab/setup/apt.ts';
import { announceOnStderr } from '../../../lab/setup/step.ts';

const SSHD = '/usr/sbin/sshd';

/** A real sshd of this machine's own, for the user who runs the tests, with keys made for it. */
export interface Sshd {
  /** A login that works; tests change what they ask about. */
  config: SshConfig;
  /** Folder of the keys. */
  dir: string;
  /** Lines it logged, so far. */
  log: string[];
  /** Ends the connections that are open now, without a word, and goes on listening. */
  cut: () => void;
  stop: () => Promise<void>;
}

/** @param settings lines of sshd_config(5) that come before the ordinary ones */
export async function startSshd(settings: readonly string[] = []): Promise<Sshd> {
  if (!existsSync(SSHD)) await aptInstall(['openssh-server'], 'for the tests of SSH', announceOnStderr);
  // Where root starts it, its unprivileged part wants this folder.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const dir = mkdtempSync(join(tmpdir(), 'sshd-'));
  makeKey(join(dir, 'host'));
  makeKey(join(dir, 'user'));
  writeFileSync(join(dir, 'authorized_keys'), readFileSync(join(dir, 'user.pub')));
  const port = await freePort();
  const lines = [
    ...settings,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(dir, 'host')}`,
    `AuthorizedKeysFile ${join(dir, 'authorized_keys')}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
  ];
  writeFileSync(join(dir, 'sshd_config'), `${lines.join('\n')}\n`);
  const child = spawn(SSHD, ['-D', '-e', '-f', join(dir, 'sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line);
      if (line.includes('Server listening')) resolve();
    });
    child.once('exit', () => reject(new Error(`sshd did not start: ${log.join(' ')}`)));
  });
  return {
    dir,
    log,
    config: {
      user: userInfo().username,
      host: '127.0.0.1',
      port,
      keyFile: join(dir, 'user'),
      keyPassphrase: null,
      agent: null,
      hostKeys: [fingerprintOfFile(join(dir, 'host.pub'))],
      hostKeyTypes: null,
      secondFactor: { from: 'nowhere' },
      sudo: true,
      jump: [],
    },
    cut: () => {
      const sessions = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], { encoding: 'utf8' });
      for (const pid of sessions.split('\n').filter(Boolean)) process.kill(Number(pid), 'SIGKILL');
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** An ed25519 key pair in a file, as ssh-keygen makes it. */
export function makeKey(file: string, passphrase = ''): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'test', '-f', file]);
}

export function fingerprintOfFile(file: string): string {
  const [, key = ''] = readFileSync(file, 'utf8').split(' ');
  return fingerprintOf(Buffer.from(key, 'base64'));
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
