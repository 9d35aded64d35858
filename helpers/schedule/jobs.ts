import { learnSecret } from '../redact/secrets.ts';
import { FailureError } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';
import { parseCrontab, type CronEntry } from './crontab.ts';
import { scriptRuns, secretsIn } from './script-runs.ts';
import type { JobName } from '../facts/cycle.ts';

const SCRIPT: Record<JobName, RegExp> = {
  backup: /^backup\.sh$/,
  download: /^download\.sh$/,
  restore: /^restore\.sh$/,
  rotate: /^rotate[\w-]*\.sh$/,
};

export type InstalledJobs = Partial<Record<JobName, CronEntry>>;

/**
 * Root's crontab on a host. It holds the archives' passphrase: every command enters the redactor before it is looked at.
 *
 * @throws TroubleError when root's crontab may not be read
 */
export async function cronEntries(host: Host): Promise<CronEntry[]> {
  const { code, stdout, stderr } = await host.run(['crontab', '-l'], { sudo: true });
  const entries = parseCrontab(stdout);
  for (const entry of entries) learnFromCommand(entry);
  if (code !== 0 && /no crontab for/i.test(stderr)) return [];
  if (code !== 0) {
    throw new FailureError(
      'refused',
      `root's crontab on ${host.name} may not be read: let this user run “crontab -l” through sudo without a password.`,
    );
  }
  return entries;
}

/**
 * OpenCRVS's jobs in root's crontab on a host.
 *
 * @throws TroubleError when root's crontab may not be read
 */
export async function installedJobs(host: Host): Promise<InstalledJobs> {
  return jobsAmong(await cronEntries(host));
}

/** OpenCRVS's jobs among cron entries. */
export function jobsAmong(entries: readonly CronEntry[]): InstalledJobs {
  const jobs: InstalledJobs = {};
  for (const name of Object.keys(SCRIPT) as JobName[]) {
    const entry = entries.find((line) => scriptRuns(line, SCRIPT[name]).length > 0);
    if (entry !== undefined) jobs[name] = entry;
  }
  return jobs;
}

function learnFromCommand(entry: CronEntry): void {
  learnSecret(entry.command);
  for (const secret of secretsIn(entry)) learnSecret(secret);
}
