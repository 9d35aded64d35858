import { expect, test } from '@playwright/test';
import { parseCrontab } from '../../../helpers/schedule/crontab.ts';
import { logFilesOf } from '../../../helpers/schedule/script-runs.ts';
import { SCHEDULES, crontabOf } from '../../../lab/jobs/crontab.ts';
import { INSTALLED_JOBS } from '../../../lab/jobs/installed-jobs.ts';
import { HOST_NAMES } from '../../../lab/engine/host-names.ts';

const settings = (layout: 'swarm' | 'kubernetes') => ({
  layout,
  schedules: SCHEDULES[layout],
  passphrase: 'Sixteen0Letters1',
  backupDir: '/home/backup/backups',
  backupsToKeep: 4,
});

for (const layout of ['swarm', 'kubernetes'] as const) {
  test(`${layout}: every installed job has its line at its time, and there is no other`, () => {
    for (const host of HOST_NAMES) {
      const entries = parseCrontab(crontabOf(host, settings(layout)));
      const jobs = INSTALLED_JOBS[layout].filter((installed) => installed.host === host);
      expect(entries.map(({ schedule, command }) => [schedule, command.split(' ')[1]])).toEqual(
        jobs.map(({ job, entry }) => [SCHEDULES[layout][job], entry]),
      );
    }
  });
}

test('swarm: the passphrase stands in the lines of production and staging, kubernetes keeps it elsewhere', () => {
  const holds = (layout: 'swarm' | 'kubernetes') =>
    HOST_NAMES.filter((host) => crontabOf(host, settings(layout)).includes('Sixteen0Letters1'));
  expect(holds('swarm')).toEqual(['production', 'staging']);
  expect(holds('kubernetes')).toEqual([]);
});

test('swarm: the logs are where OpenCRVS writes them', () => {
  const logs = HOST_NAMES.map((host) =>
    parseCrontab(crontabOf(host, settings('swarm'))).map((entry) => logFilesOf(entry)),
  );
  expect(logs).toEqual([
    [['/var/log/opencrvs-backup.log', '/var/log/opencrvs-backup.error.log']],
    [['/var/log/opencrvs-restore.log'], ['/var/log/opencrvs-restore.log']],
    [['/var/log/opencrvs-rotate-backups.log']],
  ]);
});

test('the rotation keeps what it was provisioned with', () => {
  expect(crontabOf('backup', settings('swarm'))).toContain('--amount_to_keep=4 ');
});
