import { none, outcomeOf, TroubleError, type Outcome } from '../outcome.ts';
import { redactor } from '../redact/secrets.ts';
import type { Host } from '../ssh/host.ts';
import { logFilesOf, type CronEntry } from './crontab.ts';
import type { AbsenceFacts, CycleFacts, JobFacts, JobName } from './facts.ts';
import { linesSince, logPositions } from './job-log.ts';
import { installedJobs, type InstalledJobs } from './jobs.ts';
import { runJob } from './run-job.ts';
import { hasSuccessLine } from './success-line.ts';

const JOB_TIMEOUT_MS = 6 * 60 * 60 * 1000;

export interface CycleRequest {
  /** Null where no SSH login is configured. */
  hosts: Record<'production' | 'staging' | 'backup', Host | null>;
  allowTrigger: readonly ('backup' | 'restore')[];
  /** Asked immediately before the restore. */
  beforeRestore: () => Promise<AbsenceFacts>;
  /** Called after the backup job ended, before staging fetches the archive: the place for the later record. */
  afterBackup: () => Promise<CycleFacts['laterRegistration']>;
}

/**
 * Runs the night's jobs now, in the order of the schedule: the very lines that stand in root's crontabs. Rotation is never
 * run: it deletes archives. A job that fails does not stop the next: cron would not either.
 */
export async function gatherCycle(request: CycleRequest): Promise<CycleFacts> {
  const { production, staging, backup } = request.hosts;
  const installed = await outcomeOf(() => jobsOf([production, staging, backup]));
  const expectedDate = await outcomeOf(async () => {
    if (production === null) throw new TroubleError('not-asked', 'no SSH login on production is configured');
    return (await production.run(['date', '+%F'])).stdout.trim();
  });
  const run = (job: JobName, host: Host | null, permission: 'backup' | 'restore') =>
    outcomeOf(async () => {
      if (host === null)
        throw new TroubleError('not-asked', `no SSH login is configured for the ${job} job’s host`);
      if (!request.allowTrigger.includes(permission)) {
        throw new TroubleError('not-asked', `ALLOW_TRIGGER does not hold “${permission}”`);
      }
      if (!installed.ok) throw new TroubleError(installed.trouble, installed.why);
      const entry = installed.value.find((found) => found.job === job && found.host === host)?.entry;
      if (entry === undefined) {
        throw new TroubleError('missing', `root's crontab on ${host.name} has no ${job} job`);
      }
      return runAndWatch(job, host, entry);
    });

  const jobs: CycleFacts['jobs'] = {};
  jobs.backup = await run('backup', production, 'backup');
  const laterRegistration = await request.afterBackup();
  jobs.download = await run('download', staging, 'restore');
  const absentBeforeRestore: Outcome<AbsenceFacts> = await outcomeOf(request.beforeRestore);
  jobs.restore = await run('restore', staging, 'restore');
  return {
    expectedDate,
    schedules: installed.ok
      ? {
          ok: true,
          value: installed.value.map(({ job, host, entry }) => ({
            job,
            host: host.name,
            schedule: entry.schedule,
          })),
        }
      : none(installed.trouble, installed.why),
    jobs,
    laterRegistration,
    absentBeforeRestore,
  };
}

async function jobsOf(
  hosts: readonly (Host | null)[],
): Promise<{ job: JobName; host: Host; entry: CronEntry }[]> {
  const found: { job: JobName; host: Host; entry: CronEntry }[] = [];
  for (const host of hosts) {
    if (host === null) continue;
    const jobs: InstalledJobs = await installedJobs(host);
    for (const [job, entry] of Object.entries(jobs)) found.push({ job: job as JobName, host, entry });
  }
  return found;
}

async function runAndWatch(job: JobName, host: Host, entry: CronEntry): Promise<JobFacts> {
  const positions = await logPositions(host, logFilesOf(entry.command));
  const startedAt = await clockOf(host);
  const { exitCode, output } = await runJob(host, entry, JOB_TIMEOUT_MS);
  const finishedAt = await clockOf(host);
  const lines = [...(await linesSince(host, positions)), ...output.split('\n').filter(Boolean)];
  return {
    job,
    host: host.name as JobFacts['host'],
    schedule: entry.schedule,
    startedAt,
    finishedAt,
    exitCode,
    log: lines.map((line) => redactor.redact(line)),
    successLine: hasSuccessLine(job, lines),
  };
}

async function clockOf(host: Host): Promise<string> {
  return (await host.run(['date', '-u', '+%FT%T.%3NZ'])).stdout.trim();
}
