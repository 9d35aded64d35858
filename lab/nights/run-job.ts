import type { Layout } from '../../helpers/facts/policy.ts';
import type { JobName } from '../../helpers/facts/cycle.ts';
import type { LabHosts } from '../hosts/lab-host.ts';
import { INSTALLED_JOBS } from '../jobs/installed-jobs.ts';

/**
 * Takes the line from the crontab as it stands, so that a fault in it has its effect; `%` is not used by
 * these jobs.
 */
const RUN = `
command=$(crontab -l 2> /dev/null | grep -v '^#' | grep -F "$ENTRY " | cut -d' ' -f6-)
[ -n "$command" ] || exit 0
cd /root
env -i SHELL=/bin/sh PATH=/usr/bin:/bin HOME=/root LOGNAME=root /bin/sh -c "$command"
echo "exit $?"
`;

/**
 * Runs a job of the night as cron would: the line in root's crontab, in cron's environment, by the host's
 * clock.
 *
 * @returns its exit code; null when the crontab has no such line
 */
export async function runJob(hosts: LabHosts, layout: Layout, job: JobName): Promise<number | null> {
  const installed = INSTALLED_JOBS[layout].find((candidate) => candidate.job === job);
  if (installed === undefined) return null;
  const said = await hosts[installed.host].sh(RUN, { ENTRY: installed.entry });
  const [, code] = /exit (\d+)\s*$/.exec(said) ?? [];
  return code === undefined ? null : Number(code);
}
