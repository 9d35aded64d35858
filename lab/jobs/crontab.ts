import type { Layout } from '../../helpers/facts/policy.ts';
import type { JobName } from '../../helpers/facts/cycle.ts';
import type { HostName } from '../engine/host-names.ts';

/** `minute hour * * *`, each host's own time. */
export type Schedules = Partial<Record<JobName, string>>;

/** As OpenCRVS installs them. In the `kubernetes` layout cron plays the scheduler of the cluster. */
export const SCHEDULES: Record<Layout, Schedules> = {
  swarm: { backup: '0 0 * * *', download: '30 0 * * *', restore: '0 1 * * *', rotate: '0 0 * * *' },
  kubernetes: { backup: '0 1 * * *', restore: '0 0 * * *', rotate: '0 0 * * *' },
};

export interface CronSettings {
  layout: Layout;
  schedules: Schedules;
  passphrase: string;
  backupDir: string;
  backupsToKeep: number;
}

interface CronLine {
  /** The name that OpenCRVS's provisioning leaves in the line above. */
  name: string;
  job: JobName;
  command: string;
}

type Lines = Record<HostName, CronLine[]>;

const rotation = ({ backupDir, backupsToKeep }: CronSettings): CronLine => ({
  name: 'rotate backups',
  job: 'rotate',
  command: `bash /root/rotate_backups.sh --backup_dir=${backupDir} --amount_to_keep=${backupsToKeep} >> /var/log/opencrvs-rotate-backups.log 2>&1`,
});

const transport = ({ backupDir }: CronSettings): string =>
  `--ssh_user=backup --ssh_host=backup --ssh_port=22 --remote_dir=${backupDir}`;

const LINES: Record<Layout, (settings: CronSettings) => Lines> = {
  // The passphrase stands in the lines, as in OpenCRVS's.
  swarm: (settings) => {
    const arguments_ = `--passphrase=${settings.passphrase} ${transport(settings)}`;
    const scripts = '/opt/opencrvs/infrastructure/backups';
    return {
      production: [
        {
          name: 'backup opencrvs',
          job: 'backup',
          command: `bash /root/backup.sh ${arguments_} --replicas=1 >> /var/log/opencrvs-backup.log 2>> /var/log/opencrvs-backup.error.log`,
        },
      ],
      staging: [
        {
          name: 'download opencrvs backup',
          job: 'download',
          command: `bash ${scripts}/download.sh ${arguments_} >> /var/log/opencrvs-restore.log 2>&1`,
        },
        {
          name: 'restore opencrvs',
          job: 'restore',
          command: `bash ${scripts}/restore.sh --replicas=1 >> /var/log/opencrvs-restore.log 2>&1`,
        },
      ],
      backup: [rotation(settings)],
    };
  },
  kubernetes: (settings) => {
    const job = (name: 'backup' | 'restore'): CronLine => ({
      name,
      job: name,
      command: `bash /opt/opencrvs/jobs/${name}.sh ${transport(settings)} >> /var/log/opencrvs-${name}.log 2>&1`,
    });
    return { production: [job('backup')], staging: [job('restore')], backup: [rotation(settings)] };
  },
};

/** Root's crontab on a host: the lines that OpenCRVS's provisioning puts there. */
export function crontabOf(host: HostName, settings: CronSettings): string {
  return LINES[settings.layout](settings)
    [host].map(({ name, job, command }) => `#Ansible: ${name}\n${settings.schedules[job]} ${command}\n`)
    .join('');
}

export const DEFAULT_BACKUPS_TO_KEEP = 7;
