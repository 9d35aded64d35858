import { readFile } from 'node:fs/promises';
import type { HostFile } from '../hosts/host-file.ts';
import type { HostName } from '../hosts/host-container.ts';

/** Where each job is called by its crontab line. */
const JOBS = [
  { host: 'production', job: 'backup', script: 'backup.sh', entry: '/root/backup.sh' },
  {
    host: 'staging',
    job: 'download',
    script: 'download.sh',
    entry: '/opt/opencrvs/infrastructure/backups/download.sh',
  },
  {
    host: 'staging',
    job: 'restore',
    script: 'restore.sh',
    entry: '/opt/opencrvs/infrastructure/backups/restore.sh',
  },
  { host: 'backup', job: 'rotate', script: 'rotate_backups.sh', entry: '/root/rotate_backups.sh' },
] as const;

/** Where the jobs themselves lie; what the crontab calls runs them between their moments. */
const SCRIPTS = '/usr/local/lib/lab/jobs';

/** The files of a host's nightly jobs. */
export async function jobFiles(host: HostName): Promise<HostFile[]> {
  const files: HostFile[] = [];
  for (const { job, script, entry } of JOBS.filter((installed) => installed.host === host)) {
    const content = await readFile(new URL(`swarm/${script}`, import.meta.url), 'utf8');
    files.push({ target: `${SCRIPTS}/${script}`, content, mode: 0o755 });
    files.push({
      target: entry,
      content: `#!/bin/bash\nexec /usr/local/lib/lab/run-job ${job} ${SCRIPTS}/${script} "$@"\n`,
      mode: 0o755,
    });
  }
  return files;
}
