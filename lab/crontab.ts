import type { Layout } from '../helpers/config/policy.ts';
import type { HostName } from './hosts/host-container.ts';

/** `minute hour * * *`, each host's own time. */
export interface Schedules {
  backup: string;
  download: string;
  restore: string;
  rotate: string;
}

/** As OpenCRVS installs them. */
export const SCHEDULES: Record<Layout, Schedules> = {
  swarm: { backup: '0 0 * * *', download: '30 0 * * *', restore: '0 1 * * *', rotate: '0 0 * * *' },
  kubernetes: { backup: '0 1 * * *', download: '', restore: '0 0 * * *', rotate: '0 0 * * *' },
};

export interface CronSettings {
  layout: Layout;
  schedules: Schedules;
  passphrase: string;
  backupDir: string;
  backupsToKeep: number;
}

/** Root's crontab on a host: the lines that OpenCRVS's provisioning puts there, the passphrase standing in them. */
export function crontabOf(host: HostName, settings: CronSettings): string {
  const { schedules, passphrase, backupDir, backupsToKeep } = settings;
  const transport = `--passphrase=${passphrase} --ssh_user=backup --ssh_host=backup --ssh_port=22 --remote_dir=${backupDir}`;
  const scripts = '/opt/opencrvs/infrastructure/backups';
  const jobs: Record<HostName, string[]> = {
    production: [
      '#Ansible: backup opencrvs',
      `${schedules.backup} bash /root/backup.sh ${transport} --replicas=1 >> /var/log/opencrvs-backup.log 2>> /var/log/opencrvs-backup.error.log`,
    ],
    staging: [
      '#Ansible: download opencrvs backup',
      `${schedules.download} bash ${scripts}/download.sh ${transport} >> /var/log/opencrvs-restore.log 2>&1`,
      '#Ansible: restore opencrvs',
      `${schedules.restore} bash ${scripts}/restore.sh --replicas=1 >> /var/log/opencrvs-restore.log 2>&1`,
    ],
    backup: [
      '#Ansible: rotate backups',
      `${schedules.rotate} bash /root/rotate_backups.sh --backup_dir=${backupDir} --amount_to_keep=${backupsToKeep} >> /var/log/opencrvs-rotate-backups.log 2>&1`,
    ],
  };
  return jobs[host].join('\n') + '\n';
}
