import { expect, test } from '@playwright/test';
import { readConfig } from '../../../helpers/config/load-config.ts';

const FINGERPRINT = `SHA256:${'A'.repeat(43)}`;

/** What is said of these settings' keys, and what came of them. */
function read(settings: Record<string, string>) {
  const { config, problems } = readConfig(settings, 'acceptance');
  const said = problems.filter(({ key }) => key in settings).map(({ key, wrong }) => `${key} ${wrong}`);
  return { config, said };
}

const login = (prefix: string) => ({
  [`${prefix}_SSH`]: 'verifier@production.example.org',
  [`${prefix}_SSH_KEY_FILE`]: '~/.ssh/id',
  [`${prefix}_SSH_HOST_KEY`]: FINGERPRINT,
});

test('the way to an environment: a proxy, or through an SSH login that there must be', () => {
  expect(read({ PRODUCTION_PROXY: 'socks5://127.0.0.1:1080' }).said).toEqual([]);
  expect(read({ PRODUCTION_PROXY: 'jump.example.org' }).said).toEqual([
    'PRODUCTION_PROXY must be ssh, ssh-jump, or http://, https:// or socks5:// with host and port',
  ]);
  expect(read({ STAGING_PROXY: 'ssh' }).said).toEqual(['STAGING_PROXY is ssh, and there is no STAGING_SSH']);
  expect(read({ ...login('PRODUCTION'), PRODUCTION_PROXY: 'ssh' }).said).toEqual([]);
  expect(read({ ...login('PRODUCTION'), PRODUCTION_PROXY: 'ssh-jump' }).said).toEqual([
    'PRODUCTION_PROXY is ssh-jump, and there is no PRODUCTION_SSH with a jump host',
  ]);
  const jump = {
    PRODUCTION_SSH_JUMP: 'verifier@jump.example.org',
    PRODUCTION_SSH_JUMP_HOST_KEY: FINGERPRINT,
    PRODUCTION_PROXY: 'ssh-jump',
  };
  expect(read({ ...login('PRODUCTION'), ...jump })).toMatchObject({
    said: [],
    config: { production: { proxy: 'ssh-jump' } },
  });
});

test('commands that trigger run here unless a host is named', () => {
  const { config, said } = read({
    BACKUP_TRIGGER_COMMAND: './backup-now.sh',
    RESTORE_TRIGGER_COMMAND: './restore-now.sh',
    RESTORE_TRIGGER_ON: 'staging',
  });
  expect(said).toEqual([]);
  expect(config.triggerCommands).toEqual({
    backup: { command: './backup-now.sh', on: 'here' },
    restore: { command: './restore-now.sh', on: 'staging' },
  });
  expect(read({}).config.triggerCommands).toEqual({ backup: null, restore: null });
  expect(read({ BACKUP_TRIGGER_ON: 'there' }).said[0]).toContain('BACKUP_TRIGGER_ON');
});

test('what the commands tell the processes that they start is no misspelt setting', () => {
  const told = { ARCHIVE_LEDGER: '/reports/archives.jsonl', LOGIN_LEDGER: '/reports/logins' };
  expect(read(told).said).toEqual([]);
  expect(read({ ARCHIVE_STORE: 'postgres' }).said[0]).toContain('did you mean ARCHIVE_STORES?');
});
