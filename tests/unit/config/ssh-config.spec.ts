import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { knownKeys } from '../../../helpers/config/known-hosts.ts';
import { opensshHost } from '../../../helpers/config/openssh-host.ts';
import { sshConfig } from '../../../helpers/config/ssh-config.ts';
import type { Problem } from '../../../helpers/facts/problem.ts';

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
  expect(opensshHost('crvs-backup', file)).toMatchObject({
    user: 'verifier',
    host: '10.0.0.9',
    port: 2200,
    jump: ['me@jump.example.org:22'],
    knownHosts: ['/etc/crvs/known_hosts'],
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
