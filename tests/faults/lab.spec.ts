import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../helpers/config/load-config.ts';
import { sshHost } from '../../helpers/ssh/ssh-host.ts';
import { engine } from '../../lab/engine/engine.ts';
import { startLab, startLabFrom, type Lab } from '../../lab/lab.ts';
import { NAME_LABEL } from '../../lab/engine/labels.ts';
import { seeder } from '../../lab/seed/seed.ts';
import type { Snapshot } from '../../lab/hosts/snapshot.ts';
import { removeLab, sweep } from '../../lab/engine/sweep.ts';

/** The lab behaves as OpenCRVS's hosts and jobs do, and leaves nothing behind. */
const RECORDS = 3;
let snapshot: Snapshot;
let healthy: Lab;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  healthy = await startLab({ records: RECORDS, historyNights: 2, stagingRestored: true, seed: 7 });
  snapshot = await healthy.snapshot();
});

test.afterAll(async () => {
  await healthy.stop();
  await snapshot.remove();
});

/** Logs in as the verifier does, with these settings changed. */
async function whoAmI(host: 'production' | 'staging' | 'backup', changes: Record<string, string> = {}) {
  const config = loadConfig({ ...healthy.env, ...changes }, 'acceptance').ssh[host];
  if (config === null) throw new Error(`${host} is not configured`);
  const connection = sshHost(host, config);
  try {
    return (await connection.run(['id', '-un'])).stdout.trim();
  } finally {
    await connection.close();
  }
}

const loginAs = (user: string, host: string) => (healthy.env[`${host}_SSH`] ?? '').replace(/^[^@]*/, user);

test('logins are as OpenCRVS provisions them', async () => {
  expect(await whoAmI('production')).toBe('sysadmin');
  expect(await whoAmI('staging')).toBe('sysadmin');
  expect(await whoAmI('backup')).toBe('sysadmin');
  expect(await whoAmI('backup', { BACKUP_SSH: loginAs('backup', 'BACKUP') })).toBe('backup');
  const withoutCode = { ...healthy.env };
  delete withoutCode['PRODUCTION_SSH_TOTP_SECRET'];
  const asked = loadConfig(withoutCode, 'acceptance').ssh.production;
  await expect(sshHost('production', asked!).run(['true'])).rejects.toThrow(
    /[Vv]erification code|second factor/,
  );
  for (const host of ['production', 'staging', 'backup'] as const) {
    const key = `${host.toUpperCase()}_SSH`;
    await healthy.hosts[host].sh(
      'install -D -m 600 /home/sysadmin/.ssh/authorized_keys /root/.ssh/authorized_keys',
    );
    await expect(whoAmI(host, { [key]: loginAs('root', host.toUpperCase()) })).rejects.toThrow(
      /refused|not accept/,
    );
  }
});

test('the past is made of archives of the last nights, with the times of those nights', async () => {
  const listing = await healthy.hosts.backup.sh(
    "find /home/backup/backups -name '*.enc' -printf '%P %TY-%Tm-%Td %TH:%TM %u %m\\n' | sort",
  );
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  expect(listing.trim().split('\n')).toEqual(
    [2, 1].map((ago) => `${day(ago)}/${day(ago)}.tar.gz.enc ${day(ago)} 00:00 backup 644`),
  );
});

test('staging was restored in the last night, and its users are production’s', async () => {
  const { staging } = healthy.hosts;
  const sql = (query: string) => staging.sh(`runuser -u postgres -- psql -d events -Atc "${query}"`);
  expect(await sql('SELECT username FROM app.user_credentials')).toBe(
    `${healthy.env['PRODUCTION_USERNAME']}\n`,
  );
  // The records of before the oldest night and of the one after it; the last one came by day.
  expect(await sql('SELECT count(*) FROM app.events')).toBe(`${RECORDS - 1}\n`);
  expect(healthy.env['STAGING_USERNAME_BEFORE_RESTORE']).toBeUndefined();
});

test('a healthy night brings records and files to staging, and production’s users with them', async () => {
  expect(await healthy.runNight(new Date().toISOString().slice(0, 10))).toEqual({
    rotate: 0,
    backup: 0,
    download: 0,
    restore: 0,
  });
  const { staging, production } = healthy.hosts;
  const objects = 'cd /data/minio/ocrvs && find . -type f -exec sha256sum {} + | sort';
  expect(await staging.sh(objects)).toBe(await production.sh(objects));
  const users = `runuser -u postgres -- psql -d events -Atc 'SELECT username FROM app.user_credentials'`;
  expect(await staging.sh(users)).toBe(await production.sh(users));
  expect(await staging.sh('grep -c trackingId /data/elasticsearch/events.json')).toBe(`${RECORDS}\n`);
  expect(await production.sh('cat /var/log/opencrvs-backup.log')).toContain(
    'Copied backup files to remote server.',
  );
  expect(await staging.sh('cat /var/log/opencrvs-restore.log')).toMatch(/^Done$/m);
  await healthy.setClock(null);
});

test('what strikes elsewhere knows the date, the archive and the registration of the night', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fault-'));
  const script = join(folder, 'after-restore@backup');
  writeFileSync(
    script,
    '#!/bin/sh\necho "$DATE $BACKUP_DIR $ARCHIVE $TRACKING_ID $RUN_TOKEN" > /root/told\ntest -s "$ARCHIVE"\n',
  );
  chmodSync(script, 0o755);
  const lab = await startLabFrom(snapshot, { faultDirs: [folder] });
  try {
    const register = await seeder(lab.hosts.production, lab.env['PRODUCTION_PASSWORD'] ?? '', 8);
    await register.register(1);
    const newest = `runuser -u postgres -- psql -d events -Atc
      'SELECT tracking_id FROM app.events ORDER BY created_at DESC LIMIT 1'`.replace(/\s+/g, ' ');
    const trackingId = (await lab.hosts.production.sh(newest)).trim();
    expect(await lab.strikesMissed()).toHaveLength(1);
    await lab.runJob('backup');
    await register.register(2);
    await lab.runJob('download');
    await lab.runJob('restore');
    expect(await lab.strikesMissed()).toEqual([]);
    const date = new Date().toISOString().slice(0, 10);
    const archive = `/home/backup/backups/${date}/${date}.tar.gz.enc`;
    // The token is the last word of the review’s comment: of a registration made by the lab its seed and number.
    expect(await lab.hosts.backup.sh('cat /root/told')).toBe(
      `${date} /home/backup/backups ${archive} ${trackingId} 8-0\n`,
    );
  } finally {
    await lab.stop();
  }
});

test('the jobs swallow what OpenCRVS’s swallow: a denied upload ends well, and staging is wiped for it', async () => {
  const lab = await startLabFrom(snapshot, { faults: ['upload-denied'] });
  try {
    const { production, staging, backup } = lab.hosts;
    const successes = "grep -c 'Copied backup files' /var/log/opencrvs-backup.log";
    const before = await production.sh(successes);
    expect(await lab.runJob('backup')).toBe(0);
    expect(await production.sh(successes)).toBe(before);
    expect(await production.sh('cat /var/log/opencrvs-backup.error.log')).toContain('Permission denied');
    expect(await backup.sh('ls /home/backup/backups | grep -c ^20')).toBe('2\n');
    await staging.sh('echo marker > /data/minio/ocrvs/marker');
    expect(await lab.runJob('download')).toBe(23);
    expect(await lab.runJob('restore')).not.toBe(0);
    expect(await staging.sh('ls -A /data/minio/ocrvs /data/elasticsearch')).not.toMatch(/marker|events/);
    expect(await lab.strikesMissed()).toEqual([]);
  } finally {
    await lab.stop();
  }
});

test('a dump that fails ends the backup job before anything is sent', async () => {
  const lab = await startLabFrom(snapshot, { faults: ['dump-fails'] });
  try {
    expect(await lab.runJob('backup')).toBe(1);
    expect(await lab.hosts.backup.sh('ls /home/backup/backups | grep -c ^20')).toBe('2\n');
  } finally {
    await lab.stop();
  }
});

/** Starts a lab in a process of its own that then waits to be killed. */
async function labOfAnotherProcess(keep: boolean) {
  const labModule = fileURLToPath(new URL('../../lab/lab.ts', import.meta.url));
  const program = `
    const { startLabFrom } = await import(${JSON.stringify(labModule)});
    const lab = await startLabFrom(JSON.parse(process.env.SNAPSHOT), { keep: ${keep} });
    console.log(JSON.stringify([lab.name, lab.env.BACKUP_PASSPHRASE_FILE]));
    setInterval(() => {}, 1000);`;
  const child = spawn('npx', ['--no-install', 'tsx', '--input-type=module', '-e', program], {
    env: { ...process.env, SNAPSHOT: JSON.stringify({ blueprint: snapshot.blueprint }) },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const [name, secretFile] = JSON.parse(line) as [string, string];
  return {
    name,
    folder: dirname(secretFile),
    kill: async () => {
      const gone = once(child, 'close');
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await gone;
    },
    left: async () => {
      const filters = { label: [`${NAME_LABEL}=${name}`] };
      const docker = await engine();
      const containers = await docker.listContainers({ all: true, filters });
      return containers.length + (await docker.listNetworks({ filters })).length;
    },
  };
}

test('a lab whose process was killed is swept; the others are left alone', async () => {
  const lab = await labOfAnotherProcess(false);
  await sweep();
  expect(await lab.left()).toBe(4);
  await lab.kill();
  // Another lab's start may have swept it already.
  await sweep();
  expect(await lab.left()).toBe(0);
  expect(existsSync(lab.folder)).toBe(false);
  expect(await healthy.hosts.backup.sh('hostname')).toBe('backup\n');
});

test('a lab that was kept outlives its process and every sweep, until it is taken down', async () => {
  const lab = await labOfAnotherProcess(true);
  await lab.kill();
  expect(await sweep()).not.toContain(lab.name);
  expect(await lab.left()).toBe(4);
  expect(existsSync(lab.folder)).toBe(true);
  await removeLab(lab.name);
  expect(await lab.left()).toBe(0);
  expect(existsSync(lab.folder)).toBe(false);
});

test('a host that does not come up gives one message, exit code 3, its log, and leaves nothing', async () => {
  const images = { ...snapshot.blueprint.images, production: snapshot.blueprint.images.backup };
  const broken: Snapshot = { ...snapshot, blueprint: { ...snapshot.blueprint, images } };
  const reportsDir = mkdtempSync(join(tmpdir(), 'reports-'));
  const error = await startLabFrom(broken, { reportsDir }).then(
    () => null,
    (reason: Error & { exitCode: number }) => reason,
  );
  expect(error?.message).toMatch(/^the lab does not come up: on production: .*; see .*production\.log/s);
  expect(error?.exitCode).toBe(3);
  const logs = readdirSync(reportsDir).sort();
  expect(logs).toHaveLength(3);
  expect(readFileSync(join(reportsDir, logs[2] ?? ''), 'utf8')).toContain('Server listening');
  const docker = await engine();
  const name = (logs[0] ?? '').replace(/-[a-z]+\.log$/, '');
  const filters = { label: [`${NAME_LABEL}=${name}`] };
  expect(await docker.listContainers({ all: true, filters })).toEqual([]);
  expect(await docker.listNetworks({ filters })).toEqual([]);
});
