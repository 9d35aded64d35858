import type { Layout } from '../../helpers/facts/policy.ts';
import type { JobName } from '../../helpers/facts/cycle.ts';
import type { Schedules } from '../jobs/crontab.ts';
import type { LabHosts } from '../hosts/lab-host.ts';
import { INSTALLED_JOBS } from '../jobs/installed-jobs.ts';

/**
 * Changes root's crontab with an expression of sed; `crontab` itself puts it back, so that cron takes notice.
 */
const EDIT = 'crontab -l | sed -E "$EXPRESSION" | crontab -';

/**
 * Gives the rotation job another retention, as the manual says: the backup host is provisioned again with
 * another number.
 */
export async function provisionRetention(hosts: LabHosts, backupsToKeep: number): Promise<void> {
  await hosts.backup.sh(EDIT, { EXPRESSION: `s/--amount_to_keep=[0-9]+/--amount_to_keep=${backupsToKeep}/` });
}

/** Sets jobs to other times, five fields each. */
export async function schedule(hosts: LabHosts, layout: Layout, schedules: Schedules): Promise<void> {
  for (const [job, fields] of Object.entries(schedules) as [JobName, string][]) {
    const installed = INSTALLED_JOBS[layout].find((candidate) => candidate.job === job);
    if (installed === undefined) continue;
    const line = `${installed.entry.replaceAll('/', '\\/')} `;
    const EXPRESSION = `/${line}/s/^([^ ]+ ){5}/${fields.replaceAll('/', '\\/')} /`;
    await hosts[installed.host].sh(EDIT, { EXPRESSION });
  }
}
