import { expect, test } from '@playwright/test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../helpers/config/load-config.ts';
import { redactor } from '../../../helpers/redact/secrets.ts';
import { UserError } from '../../../helpers/base/user-error.ts';

const FINGERPRINT = `SHA256:${'A'.repeat(43)}`;
const COMPLETE = {
  PRODUCTION_DOMAIN: 'crvs.example.org',
  PRODUCTION_USERNAME: 'k.mweene',
  PRODUCTION_PASSWORD: 'production-password',
  PRODUCTION_2FA_CODE: '000000',
  STAGING_DOMAIN: 'staging.crvs.example.org',
  BACKUP_SSH: 'backup@backup.example.org:2222',
  BACKUP_SSH_KEY_FILE: '~/.ssh/id',
  BACKUP_SSH_HOST_KEY: FINGERPRINT,
  BACKUP_PASSPHRASE: 'the-archive-passphrase',
  TEST_INFORMANT_EMAIL: 'admin@example.org',
};

function problemsOf(env: Record<string, string | undefined>): string {
  try {
    loadConfig(env, 'acceptance');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).exitCode).toBe(2);
    return (error as UserError).message;
  }
  return '';
}

test('addresses follow from the domain, defaults are the ones of OpenCRVS', () => {
  const config = loadConfig(COMPLETE, 'acceptance');
  expect(config.production.clientUrl).toBe('https://register.crvs.example.org');
  expect(config.staging.filesUrl).toBe('https://minio.staging.crvs.example.org');
  expect(config.policy).toMatchObject({
    backupsToKeep: 7,
    backupDir: '/home/backup/backups',
    layout: 'swarm',
  });
  expect(config.cycle).toBe('wait');
  expect(config.allowTrigger).toEqual([]);
  expect(config.allowProductionWrites).toBe(false);
});

test('staging has the users of production unless it is told otherwise', () => {
  expect(loadConfig(COMPLETE, 'acceptance').staging.username).toBe('k.mweene');
  expect(loadConfig({ ...COMPLETE, STAGING_USERNAME: 'other' }, 'acceptance').staging.username).toBe('other');
});

test('an SSH login is taken apart; without one the host is unknown', () => {
  const { ssh } = loadConfig(COMPLETE, 'acceptance');
  expect(ssh.backup).toMatchObject({
    user: 'backup',
    host: 'backup.example.org',
    port: 2222,
    hostKeys: [FINGERPRINT],
    sudo: true,
  });
  expect(ssh.production).toBeNull();
  const v6 = { ...COMPLETE, BACKUP_SSH: 'backup@[2001:db8::1]:22' };
  expect(loadConfig(v6, 'acceptance').ssh.backup).toMatchObject({ host: '2001:db8::1', port: 22 });
});

test('a secret may come from a file, without its newline', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'passphrase');
  writeFileSync(file, 'pass phrase \n');
  const env = { ...COMPLETE, BACKUP_PASSPHRASE: '', BACKUP_PASSPHRASE_FILE: file };
  expect(loadConfig(env, 'acceptance').passphrase).toBe('pass phrase ');
});

test('all problems come at once, each with an example', () => {
  const message = problemsOf({ PRODUCTION_DOMAIN: 'x.org', AMOUNT_OF_BACKUPS_TO_KEEP: '0', CYCLE: 'maybe' });
  for (const key of [
    'PRODUCTION_USERNAME',
    'PRODUCTION_PASSWORD',
    'BACKUP_PASSPHRASE',
    'STAGING_DOMAIN',
    'CYCLE',
  ])
    expect(message).toContain(key);
  expect(message).toMatch(
    /AMOUNT_OF_BACKUPS_TO_KEEP +must be at least 1 +e\.g\. AMOUNT_OF_BACKUPS_TO_KEEP=7/,
  );
});

test('a misspelt key is named with the likely one', () => {
  expect(problemsOf({ ...COMPLETE, ALLOW_PRODUCTION_WRITE: 'yes' })).toContain(
    'did you mean ALLOW_PRODUCTION_WRITES?',
  );
});

test('a value in the wrong place is not echoed either where no SSH client can be asked', () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    const message = problemsOf({ ...COMPLETE, BACKUP_SSH: 'the-archive-passphrase' });
    expect(message).toContain('BACKUP_SSH');
    expect(message).not.toContain('the-archive-passphrase');
  } finally {
    process.env['PATH'] = path;
  }
});

test('reading on staging needs a login and a command there', () => {
  const message = problemsOf({ ...COMPLETE, ARCHIVE_READ_ON: 'staging' });
  expect(message).toContain('STAGING_SSH');
  expect(message).toContain('ARCHIVE_READ_COMMAND');
});

test('rotation can never be allowed', () => {
  expect(problemsOf({ ...COMPLETE, ALLOW_TRIGGER: 'backup,rotate' })).toContain('ALLOW_TRIGGER');
});

test('no secret is echoed, and all are masked from then on', () => {
  const message = problemsOf({
    ...COMPLETE,
    BACKUP_SSH: 'the-archive-passphrase',
    CYCLE: 'production-password',
  });
  expect(message).not.toContain('the-archive-passphrase');
  expect(message).not.toContain('production-password');
  expect(redactor.redact('it is the-archive-passphrase')).toBe('it is ‹secret›');
});

test('a value and the file that holds it, both given, are a problem; each problem is told once', () => {
  const told = problemsOf({ ...COMPLETE, BACKUP_PASSPHRASE_FILE: '/nosuch' });
  expect(told.match(/BACKUP_PASSPHRASE .*is given more than once: keep one of/g)).toHaveLength(1);
  const lines = problemsOf({ ...COMPLETE, PRODUCTION_SSH: 'a b@c', PRODUCTION_SSH_JUMP: 'x y,x y' }).split(
    '\n',
  );
  expect(new Set(lines).size).toBe(lines.length);
});

test('a domain is a domain', () => {
  for (const wrong of [
    'https://crvs.example.org',
    'crvs.example.org/',
    'crvs example',
    '192.0.2.1',
    'crvs.example.org:443',
  ])
    expect(problemsOf({ ...COMPLETE, PRODUCTION_DOMAIN: wrong }), wrong).toContain('must be a domain');
  for (const right of ['crvs.example.org', 'localhost', 'opencrvs.gov.mg', 'a-1.test'])
    expect(problemsOf({ ...COMPLETE, PRODUCTION_DOMAIN: right })).toBe('');
});
