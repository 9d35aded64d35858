import { expect, test } from '@playwright/test';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freeRoom } from '../../../helpers/cycle/free-room.ts';
import { reasonsNotToTrigger } from '../../../helpers/cycle/trigger-guard.ts';
import type { Hosts } from '../../../helpers/deployment/hosts.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';

function deployment() {
  const backupDir = test.info().outputPath('backups');
  mkdirSync(backupDir, { recursive: true });
  const hosts = {
    production: localHost('production'),
    staging: null,
    backup: localHost('backup'),
  };
  const policy = {
    profile: 'acceptance',
    layout: 'swarm',
    backupsToKeep: 7,
    backupDir,
    opencrvsVersion: null,
    stores: null,
  } as const;
  const night = (date: string) => {
    mkdirSync(`${backupDir}/${date}`);
    writeFileSync(`${backupDir}/${date}/${date}.tar.gz.enc`, 'Salted__');
  };
  const all = (replaceToday = false, known: Partial<Hosts> = {}) =>
    reasonsNotToTrigger({ ...hosts, ...known }, { policy, allowed: ['backup', 'restore'], replaceToday });
  // Jobs of a lab on this machine are processes of this machine too.
  const reasons = async (...asked: Parameters<typeof all>) =>
    (await all(...asked)).filter((reason) => !reason.includes('at this moment'));
  return { all, reasons, night, backupDir };
}

test('nothing speaks against a first backup, nor against one after an older night', async () => {
  const { reasons, night } = deployment();
  expect(await reasons()).toEqual([]);
  night('2026-01-01');
  expect(await reasons()).toEqual([]);
});

test('an archive of today is not overwritten unless that is said', async () => {
  const { reasons, night } = deployment();
  const local = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000);
  night(local.toISOString().slice(0, 10));
  expect(await reasons()).toEqual([expect.stringContaining('--replace-today') as unknown]);
  expect(await reasons(true)).toEqual([]);
});

test('where it cannot be told whether there is an archive of today, it may be one', async () => {
  const { reasons } = deployment();
  expect(await reasons(false, { backup: null })).toEqual([
    expect.stringContaining('cannot be told (BACKUP_SSH is not set)') as unknown,
  ]);
  expect(await reasons(true, { backup: null })).toEqual([]);
});

/** A host whose file systems have this much room, in bytes by folder. */
const withRoom = (name: string, room: Record<string, number>): Host => {
  const host = localHost(name);
  return {
    ...host,
    run: async (argv, options) => {
      if (argv[0] !== 'df') return host.run(argv, options);
      const lines = Object.entries(room).map(([folder, bytes]) => `${bytes} ${folder} ${folder}`);
      return { ...(await host.run(['true'])), stdout: ['Avail Mounted File', ...lines, ''].join('\n') };
    },
  };
};

test('three times the newest archive must fit where each host works', async () => {
  const { reasons, night, backupDir } = deployment();
  night('2026-01-01');
  night('2026-01-02');
  // Of the newest night, not of the largest.
  truncateSync(`${backupDir}/2026-01-01/2026-01-01.tar.gz.enc`, 2 ** 30);
  truncateSync(`${backupDir}/2026-01-02/2026-01-02.tar.gz.enc`, 2 ** 20);
  const enough = 3 * 2 ** 20;
  const free = (production: Record<string, number>, staging: Record<string, number>) =>
    reasons(false, { production: withRoom('production', production), staging: withRoom('staging', staging) });
  expect(await free({ '/tmp': enough, '/data': enough }, { '/tmp': enough })).toEqual([]);
  expect(await free({ '/tmp': enough, '/data': enough - 1 }, { '/tmp': enough - 1 })).toEqual([
    expect.stringMatching(
      /^production has in \/data .* free, less than 3 times .* \(3\.0 MiB\)\.$/,
    ) as unknown,
    expect.stringMatching(/^staging has in \/tmp /) as unknown,
  ]);
  truncateSync(`${backupDir}/2026-01-02/2026-01-02.tar.gz.enc`, 2 ** 42);
  expect(await free({ '/tmp': 2 ** 50 }, { '/tmp': 2 ** 50 })).toEqual([
    expect.stringContaining(`The backup host has in ${backupDir}`) as unknown,
  ]);
});

test('free room is told once for each file system, and not for folders that are not there', async () => {
  const rooms = await freeRoom(localHost(), ['/proc', '/', '/nosuch', '/usr/../']);
  expect(rooms.map(({ folder }) => folder)).toEqual(['/proc', '/']);
  expect(rooms[1]?.freeBytes).toBeGreaterThan(0);
});

test('nothing is triggered while a job of the night runs', async () => {
  const script = test.info().outputPath('backup.sh');
  writeFileSync(script, 'echo begun; read -r line');
  const job = spawn('bash', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(job.stdout, 'data');
  expect(await deployment().all()).toContain('backup.sh runs on production at this moment.');
  job.stdin.end('\n');
  await once(job, 'exit');
});
