import { expect, test } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { reasonsNotToTrigger } from '../../../helpers/cycle/trigger-guard.ts';
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
  const all = (replaceToday = false) => reasonsNotToTrigger(hosts, { policy, replaceToday });
  // Jobs of a lab on this machine are processes of this machine too.
  const reasons = async (replaceToday = false) =>
    (await all(replaceToday)).filter((reason) => !reason.includes('at this moment'));
  return { all, reasons, night };
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

test('nothing is triggered while a job of the night runs', async () => {
  const script = test.info().outputPath('backup.sh');
  writeFileSync(script, 'echo begun; read -r line');
  const job = spawn('bash', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(job.stdout, 'data');
  expect(await deployment().all()).toContain('backup.sh runs on production at this moment.');
  job.stdin.end('\n');
  await once(job, 'exit');
});
