import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { knownKeys } from '../../../helpers/config/known-hosts.ts';
import { opensshHost } from '../../../helpers/config/openssh-host.ts';
import { sshConfig } from '../../../helpers/config/ssh-config.ts';
import type { Problem } from '../../../helpers/facts/problem.ts';

const { PATH = '', SSH_AUTH_SOCK } = process.env;

test.afterEach(() => {
  process.env['PATH'] = PATH;
  if (SSH_AUTH_SOCK === undefined) delete process.env['SSH_AUTH_SOCK'];
  else process.env['SSH_AUTH_SOCK'] = SSH_AUTH_SOCK;
});

function hostKey(): { line: string; fingerprint: string } {
  const file = test.info().outputPath(`host-${Math.random()}`);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  const fingerprint = execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'utf8' }).split(' ')[1];
  return { line: readFileSync(`${file}.pub`, 'utf8').trim(), fingerprint: fingerprint ?? '' };
}

test('known hosts: plain, with a port, as a pattern, hashed, revoked', () => {
  const [plain, ported, pattern, revoked] = [hostKey(), hostKey(), hostKey(), hostKey()];
  const file = test.info().outputPath('known_hosts');
  const content = [
    '# comment',
    `backup.example.org,10.0.0.7 ${plain.line}`,
    `[backup.example.org]:2222 ${ported.line}`,
    `*.example.org,!www.example.org ${pattern.line}`,
    `@revoked * ${revoked.line}`,
    `backup.example.org ${revoked.line}`,
    `@cert-authority *.example.org ${hostKey().line}`,
  ].join('\n');
  const keys = (host: string, port = 22, text = content) =>
    knownKeys(text, host, port).map(({ fingerprint }) => fingerprint);
  expect(keys('backup.example.org')).toEqual([plain.fingerprint, pattern.fingerprint]);
  expect(keys('backup.example.org', 2222)).toEqual([ported.fingerprint]);
  expect(keys('www.example.org')).toEqual([]);
  expect(keys('10.0.0.7')).toEqual([plain.fingerprint]);
  writeFileSync(file, `backup.example.org ${plain.line}\n[backup.example.org]:2222 ${ported.line}\n`);
  execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' });
  const hashed = readFileSync(file, 'utf8');
  expect(hashed).not.toContain('backup.example.org');
  expect(keys('backup.example.org', 22, hashed)).toEqual([plain.fingerprint]);
  expect(keys('backup.example.org', 2222, hashed)).toEqual([ported.fingerprint]);
});

test('a Host of the SSH client is what ssh says it is', () => {
  const file = test.info().outputPath('config');
  writeFileSync(
    file,
    `Host crvs-*\n  User verifier\n  Port 2200\n  ProxyJump me@jump.example.org:22\n  IdentityFile ~/.ssh/crvs\n  UserKnownHostsFile /etc/crvs/known_hosts\n  IdentityAgent none\nHost crvs-backup\n  HostName 10.0.0.9\n`,
  );
  expect(opensshHost({ user: null, host: 'crvs-backup', port: null }, file)).toMatchObject({
    user: 'verifier',
    host: '10.0.0.9',
    port: 2200,
    jump: ['me@jump.example.org:22'],
    knownHosts: expect.arrayContaining(['/etc/crvs/known_hosts']),
    agent: 'none',
  });
});

test('known_hosts decides where no fingerprint is pinned, on jump hosts too', () => {
  const [host, jump] = [hostKey(), hostKey()];
  const file = test.info().outputPath('known_hosts');
  writeFileSync(file, `[backup.example.org]:2222 ${host.line}\njump.example.org ${jump.line}\n`);
  const problems: Problem[] = [];
  const config = sshConfig(
    'BACKUP',
    {
      BACKUP_SSH: 'backup@backup.example.org:2222',
      BACKUP_SSH_KEY_FILE: '~/.ssh/id',
      BACKUP_SSH_KNOWN_HOSTS: file,
      BACKUP_SSH_JUMP: ['me@jump.example.org'],
      BACKUP_SUDO: 'never',
      BACKUP_SSH_CODE: 'prompt',
    },
    problems,
  );
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    hostKeys: [host.fingerprint],
    hostKeyTypes: ['ssh-ed25519'],
    sudo: false,
    secondFactor: { from: 'prompt' },
    jump: [{ user: 'me', host: 'jump.example.org', port: 22, hostKeys: [jump.fingerprint], jump: [] }],
  });
});

test('a host that nobody knows is a problem, not a risk', () => {
  const problems: Problem[] = [];
  const values = {
    BACKUP_SSH: 'backup@backup.example.org',
    BACKUP_SSH_KEY_FILE: 'k',
    BACKUP_SSH_KNOWN_HOSTS: '/nosuch',
  };
  sshConfig('BACKUP', values, problems);
  expect(problems).toEqual([
    { key: 'BACKUP_SSH_HOST_KEY', wrong: 'is missing, and /nosuch does not know backup.example.org' },
  ]);
});

/** From here on `ssh` has this configuration; it ignores HOME. */
function withSshConfig(text: string): string {
  const dir = test.info().outputPath('client');
  mkdirSync(dir);
  writeFileSync(`${dir}/config`, text.replaceAll('DIR', dir));
  const ssh = execFileSync('sh', ['-c', 'command -v ssh'], { encoding: 'utf8' }).trim();
  writeFileSync(`${dir}/ssh`, `#!/bin/sh\nexec ${ssh} -F '${dir}/config' "$@"\n`);
  chmodSync(`${dir}/ssh`, 0o755);
  process.env['PATH'] = `${dir}:${PATH}`;
  for (const file of ['key', 'of agent.pub', 'a key']) writeFileSync(`${dir}/${file}`, '');
  return dir;
}

function login(settings: Record<string, unknown>) {
  const problems: Problem[] = [];
  const config = sshConfig('BACKUP', settings, problems);
  // Unknown host keys are another test's matter.
  return { config, problems: problems.filter(({ key }) => !key.endsWith('HOST_KEY')) };
}

test('HostKeyAlias is the name under which known_hosts has the key, whatever the port', () => {
  const key = hostKey();
  const dir = withSshConfig(
    `Host nas\n HostName 192.0.2.30\n Port 10015\n User backup\n IdentityFile DIR/key\n HostKeyAlias backup.example.org\n UserKnownHostsFile "DIR/a known" DIR/known\n`,
  );
  writeFileSync(`${dir}/a known`, `backup.example.org ${key.line}\n`);
  const { config, problems } = login({ BACKUP_SSH: 'nas' });
  expect(config).toMatchObject({ host: '192.0.2.30', port: 10_015, hostKeys: [key.fingerprint] });
  expect(problems).toEqual([]);
});

test('a key that is known without a port counts on any, as it does for ssh', () => {
  const key = hostKey();
  const dir = withSshConfig('Host *\n IdentityFile DIR/key\n UserKnownHostsFile DIR/known\n');
  writeFileSync(`${dir}/known`, `backup.example.org ${key.line}\n`);
  expect(login({ BACKUP_SSH: 'b@backup.example.org:2222' }).config?.hostKeys).toEqual([key.fingerprint]);
});

test('aliases count wherever a host is named, with a user and a port or without', () => {
  const dir = withSshConfig(
    `
Host bastion
  HostName 192.0.2.5
  Port 2200
  ProxyJump outer
Host outer
  HostName 192.0.2.4
  User o
Host nas
  HostName 10.0.0.9
  User backup
  IdentityFile DIR/a key
  ProxyJump admin@bastion,inner:2201
Host *
  IdentityFile DIR/key
  User somebody
`.replace('DIR/a key', '"DIR/a key"'),
  );
  const { config, problems } = login({ BACKUP_SSH: 'carol@nas:2022' });
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    ...{ user: 'carol', host: '10.0.0.9', port: 2022, keyFile: `${dir}/a key` },
    jump: [
      { user: 'o', host: '192.0.2.4', port: 22 },
      { user: 'admin', host: '192.0.2.5', port: 2200 },
      { user: 'somebody', host: 'inner', port: 2201 },
    ],
  });
  const named = login({ BACKUP_SSH: 'nas', BACKUP_SSH_JUMP: ['none'] }).config;
  expect(named?.jump).toEqual([]);
});

test('jump hosts that lead to each other are one sentence', () => {
  withSshConfig('Host a\n ProxyJump b\nHost b\n ProxyJump a\nHost *\n IdentityFile DIR/key\n');
  expect(login({ BACKUP_SSH: 'x@a' }).problems).toEqual([
    { key: 'BACKUP_SSH_JUMP', wrong: 'names jump hosts that lead to each other, or too many of them' },
  ]);
});

test('a ProxyCommand is used as ssh would, unless jump hosts are named', () => {
  withSshConfig(
    'Host nas\n HostName nas.internal\n Port 2022\n User b\n IdentityFile DIR/key\n ProxyCommand connect %r@%h:%p %n %%\n',
  );
  expect(login({ BACKUP_SSH: 'nas' }).config?.proxyCommand).toBe('connect b@nas.internal:2022 nas %');
  expect(login({ BACKUP_SSH: 'nas', BACKUP_SSH_JUMP: ['j@other'] }).config?.proxyCommand).toBeNull();
});

test('IPv6 addresses, bare and in brackets; a user with an @; the URL form', () => {
  withSshConfig('Host *\n IdentityFile DIR/key\n');
  for (const [name, expected] of [
    ['backup@2001:db8::10', { user: 'backup', host: '2001:db8::10', port: 22 }],
    ['backup@[2001:db8::10]:2022', { user: 'backup', host: '2001:db8::10', port: 2022 }],
    ['ada@example.org@nas', { user: 'ada@example.org', host: 'nas', port: 22 }],
    ['ssh://ada@nas:2022', { user: 'ada', host: 'nas', port: 2022 }],
  ] as const) {
    const { config, problems } = login({ BACKUP_SSH: name });
    expect(problems).toEqual([]);
    expect(config).toMatchObject(expected);
  }
});

test('a key that only the agent holds is asked of the agent, and no other', () => {
  const dir = withSshConfig('Host nas\n IdentityFile "DIR/of agent.pub"\n IdentityAgent DIR/agent\n');
  expect(login({ BACKUP_SSH: 'x@nas' }).config).toMatchObject({
    keyFile: null,
    agent: `${dir}/agent`,
    agentKey: `${dir}/of agent.pub`,
  });
});

test('a certificate is refused in one sentence, and a key that is named does without it', () => {
  const dir = withSshConfig('Host nas\n CertificateFile DIR/key-cert.pub\n');
  delete process.env['SSH_AUTH_SOCK'];
  expect(login({ BACKUP_SSH: 'x@nas' }).problems).toEqual([
    { key: 'BACKUP_SSH_KEY_FILE', wrong: expect.stringMatching(/certificates are not supported/) as unknown },
  ]);
  expect(login({ BACKUP_SSH: 'x@nas', BACKUP_SSH_KEY_FILE: `${dir}/key` }).problems).toEqual([]);
});

test('a configuration that ssh itself refuses is what ssh says of it', () => {
  withSshConfig('Host nas\n NoSuchOption yes\n');
  expect(login({ BACKUP_SSH: 'x@nas' }).problems[0]?.wrong).toMatch(
    /^cannot be looked up: ssh says “.*nosuchoption/i,
  );
});

test('a host that only an authority vouches for is said to be one', () => {
  const dir = withSshConfig('Host *\n IdentityFile DIR/key\n UserKnownHostsFile DIR/known\n');
  writeFileSync(`${dir}/known`, `@cert-authority *.example.org ${hostKey().line}\n`);
  const problems: Problem[] = [];
  sshConfig('BACKUP', { BACKUP_SSH: 'b@nas.example.org' }, problems);
  expect(problems[0]?.wrong).toMatch(/vouches for nas\.example\.org by an authority/);
});
