import type { JobName } from '../helpers/cycle/facts.ts';
import type { LabHosts } from './hosts/lab-host.ts';
import type { HostName } from './hosts/host-container.ts';

const WHERE: Record<JobName, { host: HostName; script: string }> = {
  backup: { host: 'production', script: 'backup.sh' },
  download: { host: 'staging', script: 'download.sh' },
  restore: { host: 'staging', script: 'restore.sh' },
  rotate: { host: 'backup', script: 'rotate_backups.sh' },
};

/** Takes the line from the crontab as it stands, so that a fault in it has its effect; `%` is not used by these jobs. */
const RUN = `
command=$(crontab -l | grep -F "/$SCRIPT " | grep -v '^#' | cut -d' ' -f6-)
[ -n "$command" ] || { echo "no $SCRIPT in root's crontab"; exit 0; }
cd /root
env -i SHELL=/bin/sh PATH=/usr/bin:/bin HOME=/root LOGNAME=root /bin/sh -c "$command"
echo "exit $?"
`;

/**
 * Runs a job of the night as cron would: the line in root's crontab, in cron's environment, by the host's clock.
 *
 * @returns its exit code; null when the crontab has no such line
 */
export async function runJob(hosts: LabHosts, job: JobName): Promise<number | null> {
  const { host, script } = WHERE[job];
  const said = await hosts[host].sh(RUN, { SCRIPT: script });
  const [, code] = /exit (\d+)\s*$/.exec(said) ?? [];
  return code === undefined ? null : Number(code);
}
