import { expect, test } from '@playwright/test';
import { assertElsewhere, assertOtherMachine } from '../../../helpers/recovery/assert-elsewhere.ts';
import { restoreSteps } from '../../../helpers/recovery/restore-commands.ts';
import { parseCrontab } from '../../../helpers/schedule/crontab.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import type { Config } from '../../../helpers/config/load-config.ts';
import type { RecoveryConfig } from '../../../helpers/config/recovery-config.ts';
import type { SshConfig } from '../../../helpers/config/ssh-config.ts';
import type { Host } from '../../../helpers/ssh/host.ts';

const ssh = (host: string, port: number, key: string) =>
  ({ host, port, hostKeys: [key] }) as unknown as SshConfig;
const urls = (name: string) => ({
  clientUrl: `https://register.${name}.example.org`,
  loginUrl: `https://login.${name}.example.org`,
  gatewayUrl: `https://gateway.${name}.example.org`,
  filesUrl: `https://minio.${name}.example.org`,
});
const CONFIG = {
  production: urls('production'),
  staging: urls('staging'),
  ssh: {
    production: ssh('production.example.org', 22, 'SHA256:p'),
    staging: ssh('staging.example.org', 22, 'SHA256:s'),
    backup: ssh('backup.example.org', 22, 'SHA256:b'),
  },
} as unknown as Config;
const NEW: RecoveryConfig = {
  server: ssh('new.example.org', 22, 'SHA256:n'),
  backup: ssh('new-backup.example.org', 22, 'SHA256:nb'),
  backupDir: '/home/backup/backups',
  command: null,
  urls: ['https://register.new.example.org'],
  allowWipe: true,
};

test('new servers are accepted', () => {
  expect(() => assertElsewhere(CONFIG, NEW)).not.toThrow();
});

const SAME: readonly [what: string, changes: Partial<RecoveryConfig>, says: string][] = [
  [
    'the address of production',
    { server: ssh('production.example.org', 22, 'SHA256:n') },
    'leads to production: the address production.example.org:22',
  ],
  [
    'staging’s host key under another name',
    { server: ssh('10.0.0.7', 22, 'SHA256:s') },
    'leads to staging: the host key SHA256:s',
  ],
  [
    'the backup host itself',
    { backup: ssh('backup.example.org', 22, 'SHA256:nb') },
    'RECOVERY_BACKUP_SSH leads to backup',
  ],
  [
    'production’s host as backup host',
    { backup: ssh('x', 22, 'SHA256:p') },
    'leads to production: the host key',
  ],
  [
    'staging’s web address',
    { urls: ['https://login.staging.example.org/'] },
    'RECOVERY_DOMAIN leads to staging',
  ],
];

for (const [what, changes, says] of SAME) {
  test(`${what} is refused`, () => {
    expect(() => assertElsewhere(CONFIG, { ...NEW, ...changes })).toThrow(says);
    expect(() => assertElsewhere(CONFIG, { ...NEW, ...changes })).toThrow('nothing was done');
  });
}

/** A host that says of itself what is given. */
const saying = (name: string, addresses: string, databaseId: string): Host => ({
  ...localHost(name),
  run: () =>
    Promise.resolve({
      code: 0,
      signal: null,
      stderr: '',
      durationMs: 0,
      stdout: `${addresses}\n--\n${databaseId}\n`,
    }),
});

test('a machine that shares an address or a database with production is refused, whatever it is called', async () => {
  const production = saying('production', '10.0.0.1 172.18.0.1', '7001');
  await expect(
    assertOtherMachine(saying('recovery', '10.0.0.9', '7002'), [production, null]),
  ).resolves.toBeUndefined();
  await expect(
    assertOtherMachine(saying('recovery', '10.0.0.9 10.0.0.1', '7002'), [production]),
  ).rejects.toThrow('the address 10.0.0.1 is the same');
  await expect(assertOtherMachine(saying('recovery', '10.0.0.9', '7001'), [production])).rejects.toThrow(
    'system identifier 7001',
  );
});

test('a production that does not answer any more is in nobody’s way', async () => {
  const gone: Host = { ...localHost('production'), run: () => Promise.reject(new Error('no route to host')) };
  await expect(assertOtherMachine(saying('recovery', '10.0.0.9', '7002'), [gone])).resolves.toBeUndefined();
});

const BACKUP_LINE =
  "0 0 * * * bash /root/backup.sh --passphrase='top secret' --ssh_user=backup --ssh_host=10.0.0.5 --ssh_port=2222 --remote_dir=/home/backup/backups --replicas=3 >> /var/log/opencrvs-backup.log 2>&1";

test('on a new production the scripts run with the arguments of its backup line and the night’s label', () => {
  const steps = restoreSteps(parseCrontab(BACKUP_LINE), 'swarm', '2026-11-23');
  expect(steps?.map(({ name, command }) => [name, command.command])).toEqual([
    [
      'download',
      "bash /opt/opencrvs/infrastructure/backups/download.sh --passphrase='top secret' --ssh_user=backup --ssh_host=10.0.0.5 --ssh_port=2222 --remote_dir=/home/backup/backups --label=2026-11-23",
    ],
    ['restore', 'bash /opt/opencrvs/infrastructure/backups/restore.sh --replicas=3 --label=2026-11-23'],
  ]);
  expect(steps?.every(({ command }) => command.asRoot)).toBe(true);
});

test('on a new staging its own lines run with the night’s label', () => {
  const crontab = [
    '30 0 * * * cd / && bash /x/download.sh --a=b >> /var/log/r.log 2>&1',
    '0 1 * * * cd / && bash /x/restore.sh --replicas=1',
  ].join('\n');
  expect(
    restoreSteps(parseCrontab(crontab), 'swarm', '2026-11-23')?.map(({ command }) => command.command),
  ).toEqual([
    'cd / && bash /x/download.sh --label=2026-11-23 --a=b >> /var/log/r.log 2>&1',
    'cd / && bash /x/restore.sh --label=2026-11-23 --replicas=1',
  ]);
});

test('in a cluster the restore job gets its date, and without one a person is asked', () => {
  const steps = restoreSteps(parseCrontab('0 3 * * * bash /jobs/restore.sh'), 'kubernetes', '2026-11-23');
  expect(steps).toMatchObject([
    { name: 'restore', command: { environment: { RESTORE_DATE: '2026-11-23' } } },
  ]);
  expect(restoreSteps([], 'kubernetes', '2026-11-23')).toBeNull();
  expect(restoreSteps([], 'swarm', '2026-11-23')).toBeNull();
});
