import { expect, test } from '@playwright/test';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sshHost } from '../../../helpers/ssh/ssh-host.ts';
import { makeKey, startSshd, type Sshd } from './sshd.ts';

let sshd: Sshd;

test.beforeAll(async () => {
  sshd = await startSshd();
});

test.afterAll(() => sshd.stop());

/** Connects standard input and output with a port, as nc does. */
const connectTo = (port: number) =>
  `${process.execPath} -e 'const s=require("net").connect(${port},"127.0.0.1");process.stdin.pipe(s).pipe(process.stdout)'`;

test('a ProxyCommand makes the connection, and ends with it', async () => {
  const command = `${connectTo(sshd.config.port)} # ${test.info().testId}`;
  const host = sshHost('backup', { ...sshd.config, host: 'nas.invalid', proxyCommand: command });
  expect((await host.run(['echo', 'through'])).stdout).toBe('through\n');
  await host.close();
  await expect(() => {
    const running = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8', maxBuffer: 2 ** 24 });
    expect(running).not.toContain(`connect(${sshd.config.port}`);
  }).toPass();
});

test('a ProxyCommand before the first jump host', async () => {
  const inner = await startSshd();
  const jump = { ...sshd.config, host: 'bastion.invalid', proxyCommand: connectTo(sshd.config.port) };
  const host = sshHost('backup', { ...inner.config, jump: [jump] });
  expect((await host.run(['echo', 'through'])).stdout).toBe('through\n');
  await host.close();
  await inner.stop();
});

test('a ProxyCommand that fails is told with what it says, safely', async () => {
  const command = `printf 'no route\\033[2J\\n' >&2; exit 7`;
  const host = sshHost('backup', { ...sshd.config, proxyCommand: `sh -c ${JSON.stringify(command)}` });
  await expect(host.run(['true'])).rejects.toThrow(
    /the ProxyCommand ended with exit code 7: no route\\e\[2J/,
  );
});

test('of an agent with many keys only the named one is offered', async () => {
  const socket = join(sshd.dir, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  await expect(() => expect(existsSync(socket)).toBe(true)).toPass();
  for (const name of ['a', 'b', 'c']) makeKey(join(sshd.dir, name));
  const keys = ['a', 'b', 'c', 'user'].map((name) => join(sshd.dir, name));
  execFileSync('ssh-add', keys, { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
  const before = sshd.log.length;
  const host = sshHost('backup', {
    ...sshd.config,
    ...{ keyFile: null, agent: socket, agentKey: join(sshd.dir, 'user.pub') },
  });
  expect((await host.run(['echo', 'in'])).stdout).toBe('in\n');
  await host.close();
  expect(sshd.log.slice(before).filter((line) => line.includes('Failed'))).toEqual([]);
  const ended = once(agent, 'exit');
  agent.kill();
  await ended;
});
