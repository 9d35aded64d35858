import type { Layout } from '../../helpers/facts/policy.ts';
import type { JobName } from '../../helpers/facts/cycle.ts';
import type { HostName } from '../engine/host-names.ts';

/** A nightly job as it is installed on a host. */
export interface InstalledJob {
  job: JobName;
  host: HostName;
  /** The script beside this file. */
  script: string;
  /** Where the crontab's line calls it. */
  entry: string;
}

const SCRIPTS = '/opt/opencrvs/infrastructure/backups';

/** OpenCRVS 2 has no job that only fetches the archives: its restore job does that itself. */
export const INSTALLED_JOBS: Record<Layout, readonly InstalledJob[]> = {
  swarm: [
    { job: 'backup', host: 'production', script: 'backup.sh', entry: '/root/backup.sh' },
    { job: 'download', host: 'staging', script: 'download.sh', entry: `${SCRIPTS}/download.sh` },
    { job: 'restore', host: 'staging', script: 'restore.sh', entry: `${SCRIPTS}/restore.sh` },
    { job: 'rotate', host: 'backup', script: 'rotate_backups.sh', entry: '/root/rotate_backups.sh' },
  ],
  kubernetes: [
    { job: 'backup', host: 'production', script: 'backup.sh', entry: '/opt/opencrvs/jobs/backup.sh' },
    { job: 'restore', host: 'staging', script: 'restore.sh', entry: '/opt/opencrvs/jobs/restore.sh' },
    { job: 'rotate', host: 'backup', script: 'rotate_backups.sh', entry: '/root/rotate_backups.sh' },
  ],
};
