import { expect, test } from '@playwright/test';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'dotenv';
import { provisionedSettings } from '../../../helpers/config/provisioning.ts';
import { envText, writeEnv } from '../../../helpers/config/write-env.ts';

const INVENTORY = 'infrastructure/server-setup/inventory';
const users = {
  users: [
    { name: 'old', state: 'absent', sudoer: true },
    { name: 'ada', state: 'present', sudoer: true },
  ],
};

/** YAML is a superset of JSON: inventories in the shape of OpenCRVS's country configurations. */
function checkout(files: Record<string, unknown>): string {
  const dir = test.info().outputPath('country');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return dir;
}

const DEPLOYMENT = {
  [`${INVENTORY}/production.yml`]: {
    all: { vars: { ...users, backup_server_remote_target_directory: '/srv/archives' } },
    'docker-manager-first': { hosts: { 'prod-01': { ansible_host: '10.0.0.1' } } },
    backups: { hosts: { backup: { ansible_host: '10.0.0.3' } } },
  },
  [`${INVENTORY}/staging.yml`]: {
    all: { vars: users },
    'docker-manager-first': { hosts: { 'staging.example.org': null } },
  },
  [`${INVENTORY}/backup.yml`]: {
    all: { vars: { ...users, amount_of_backups_to_keep: 14 } },
    'backups-host': { hosts: { backup: { ansible_host: '10.0.0.3' } } },
  },
};

test('hosts, directory and retention come from the deployment’s own provisioning', () => {
  expect(provisionedSettings(checkout(DEPLOYMENT))).toEqual({
    PRODUCTION_SSH: 'ada@10.0.0.1',
    STAGING_SSH: 'ada@staging.example.org',
    BACKUP_SSH: 'ada@10.0.0.3',
    BACKUP_DIR: '/srv/archives',
    AMOUNT_OF_BACKUPS_TO_KEEP: '14',
  });
});

test('a jump host and known hosts are taken where there are some', () => {
  const dir = checkout({
    ...DEPLOYMENT,
    [`${INVENTORY}/jump.yml`]: { 'jump-host': { hosts: { jump: { ansible_host: '10.0.0.9' } } } },
    'infrastructure/known-hosts': '10.0.0.1 ssh-ed25519 AAAA\n',
  });
  expect(provisionedSettings(dir)).toMatchObject({
    BACKUP_SSH_JUMP: 'ada@10.0.0.9',
    STAGING_SSH_KNOWN_HOSTS: join(dir, 'infrastructure/known-hosts'),
  });
});

test('a folder without an inventory is said to be one', () => {
  expect(() => provisionedSettings(checkout({ 'README.md': '' }))).toThrow('holds no inventory');
});

test('.env is written for its owner alone, never over another one, and read back as it was', () => {
  const settings = {
    PRODUCTION_DOMAIN: 'crvs.example.org',
    BACKUP_PASSPHRASE: 'with $ign, "quotes", back\\nslash and #',
    PRODUCTION_PASSWORD_COMMAND: "pass show 'a b'",
    PRODUCTION_PASSWORD: `both ' and "`,
  };
  expect(parse(envText(settings))).toEqual(settings);
  const file = test.info().outputPath('.env');
  writeEnv(file, settings);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(() => writeEnv(file, settings)).toThrow('is there already');
  expect(parse(readFileSync(file, 'utf8'))).toEqual(settings);
});
