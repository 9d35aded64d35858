import { expect, test } from '@playwright/test';
import { parseCrontab } from '../../../helpers/schedule/crontab.ts';
import { gatherRetention } from '../../../helpers/retention/gather-retention.ts';
import { readClock } from '../../../helpers/schedule/host-clock.ts';
import { nightlyJobs, rotationJobs } from '../../../helpers/schedule/scheduled-jobs.ts';
import type { CommandResult, Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import { BackupDirectory } from './backup-directory.ts';
import { midnight, policy, TODAY } from './deployment.ts';

const SECRET = 'Zk81passPHRASE0z';
/** As OpenCRVS's provisioning writes them, with another passphrase. */
const PRODUCTION = `#Ansible: backup opencrvs
TZ=Africa/Lusaka
0 0 * * * bash /root/backup.sh --passphrase=${SECRET} --ssh_user=backup --ssh_host=10.0.0.9 --ssh_port=22 --remote_dir=/home/backup/backups --replicas=1 >> /var/log/opencrvs-backup.log 2>> /var/log/opencrvs-backup.error.log
`;
const STAGING = `30 0 * * * bash /opt/opencrvs/infrastructure/backups/download.sh --passphrase=${SECRET} --ssh_host=10.0.0.9 --remote_dir="/home/backup/my backups" >> /var/log/opencrvs-restore.log 2>&1
0 1 * * * bash /opt/opencrvs/infrastructure/backups/restore.sh --replicas=1 >> /var/log/opencrvs-restore.log 2>&1
# 0 2 * * * bash /root/backup.sh --remote_dir=/old
`;
const BACKUP = `0 0 * * * bash /home/backup/rotate_backups.sh --backup_dir=/home/backup/backups/ --amount_to_keep=7 >> /var/log/opencrvs-rotate-backups.log 2>&1
15 0 * * * bash /home/backup/rotate_backups.sh --backup_dir=/home/backup/qa --amount_to_keep=many
`;

test('of a crontab only schedules, directories and numbers are kept', () => {
  const jobs = [...nightlyJobs(parseCrontab(PRODUCTION)), ...nightlyJobs(parseCrontab(STAGING))];
  expect(jobs).toEqual([
    {
      job: 'backup',
      schedule: '0 0 * * *',
      dateZone: 'Africa/Lusaka',
      remoteDirectory: '/home/backup/backups',
    },
    { job: 'download', schedule: '30 0 * * *', dateZone: null, remoteDirectory: '/home/backup/my backups' },
    { job: 'restore', schedule: '0 1 * * *', dateZone: null, remoteDirectory: null },
  ]);
  expect(rotationJobs(parseCrontab(BACKUP))).toEqual([
    {
      schedule: '0 0 * * *',
      directory: '/home/backup/backups',
      keep: 7,
      script: '/home/backup/rotate_backups.sh',
    },
    {
      schedule: '15 0 * * *',
      directory: '/home/backup/qa',
      keep: null,
      script: '/home/backup/rotate_backups.sh',
    },
  ]);
});

const result = (stdout: string, code = 0): CommandResult => ({
  stdout,
  code,
  signal: null,
  stderr: '',
  durationMs: 1,
});

/** A host with this crontab, clock and zone; the backup directory is really on this machine. */
const host = (name: string, crontab: string, clock: string): Host => ({
  ...localHost(name),
  run: ([command = '']) =>
    Promise.resolve(
      command === 'crontab' ? result(crontab) : command === 'sh' ? result(clock) : result('find x -type d'),
    ),
});

test('the facts of three hosts hold no secret', async () => {
  const directory = new BackupDirectory();
  try {
    directory.nights(TODAY, 2, midnight);
    const seconds = (iso: string) => Date.parse(iso) / 1000;
    const clock = `${seconds('2026-11-23T08:00:00Z')} 000000000\n/usr/share/zoneinfo/Africa/Lusaka\nUTC\n${seconds('2026-10-01T08:00:00Z')}\n`;
    const hosts = {
      production: host('production', PRODUCTION, clock),
      staging: host('staging', STAGING, clock),
      backup: host('backup', BACKUP, clock),
    };
    const outcome = await gatherRetention(hosts, { ...policy, backupDir: directory.path });
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        now: '2026-11-23T08:00:00.000Z',
        clocks: {
          production: { value: { timeZone: 'Africa/Lusaka', crontabChangedAt: '2026-10-01T08:00:00.000Z' } },
        },
        jobs: {
          production: { value: [{ job: 'backup' }] },
          staging: { value: [{ job: 'download' }, { job: 'restore' }] },
        },
        rotation: { value: [{ keep: 7, kind: 'every-directory' }, { keep: null }] },
      },
    });
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
    const played = await gatherRetention(
      hosts,
      { ...policy, backupDir: directory.path },
      { now: '2027-03-01T00:10:00Z' },
    );
    expect(played).toMatchObject({
      ok: true,
      value: { now: '2027-03-01T00:10:00Z', clocks: { backup: { value: { crontabChangedAt: null } } } },
    });
  } finally {
    directory.remove();
  }
});

test('a host that refuses leaves only its own part open', async () => {
  const directory = new BackupDirectory();
  try {
    const silent: Host = {
      ...localHost('production'),
      run: () => Promise.reject(new Error('connection lost')),
    };
    const outcome = await gatherRetention(
      { backup: { ...silent, name: 'backup' }, production: silent, staging: null },
      { ...policy, backupDir: directory.path },
    );
    expect(outcome).toMatchObject({
      ok: true,
      value: { clocks: { backup: { ok: false } }, rotation: { ok: false } },
    });
    expect(outcome.ok && outcome.value.clocks.staging).toBeUndefined();
  } finally {
    directory.remove();
  }
});

test('a clock is compared with this one, half the round trip in doubt', async () => {
  const times = [1_000_000_000_000, 1_000_000_000_400];
  const clock = {
    run: () => Promise.resolve(result('1000000090 200000000\n/etc/localtime\nAsia/Kathmandu\n\n')),
  };
  const read = await readClock({ ...localHost('staging'), ...clock }, () => times.shift() ?? 0);
  expect(read).toEqual({
    now: new Date(1_000_000_090_200).toISOString(),
    aheadMs: 90_000,
    uncertainMs: 200,
    timeZone: 'Asia/Kathmandu',
    crontabChangedAt: null,
  });
  const unknown = {
    run: () => Promise.resolve(result('1790000000 %N\n/etc/localtime\nNowhere/Land\n')),
  };
  await expect(readClock({ ...localHost('x'), ...unknown })).rejects.toMatchObject({ reason: 'unexpected' });
});

test('this machine tells its own clock', async () => {
  const { aheadMs, uncertainMs } = await readClock(localHost());
  expect(Math.abs(aheadMs)).toBeLessThanOrEqual(uncertainMs + 1);
});
