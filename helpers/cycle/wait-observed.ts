import type { Hosts } from '../deployment/hosts.ts';
import { err, outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import { redactor } from '../redact/secrets.ts';
import type { Night } from '../schedule/night.ts';
import type { Host } from '../ssh/host.ts';
import type { AbsenceFacts, CycleFacts, JobFacts, JobName } from '../facts/cycle.ts';
import { installedJobs } from '../schedule/jobs.ts';
import { hasSuccessLine } from '../schedule/success-line.ts';
import { keptLines, linesOf } from '../schedule/log-lines.ts';
import { LOGS, logTail } from '../schedule/log-paths.ts';

const JOB_HOST = { backup: 'production', download: 'staging', restore: 'staging' } as const;

/** What is known of the night apart from the hosts' own logs. */
export interface WaitSightings {
  absentBeforeRestore: Outcome<AbsenceFacts>;
  negativeControl: CycleFacts['negativeControl'];
}

/**
 * The facts of a night that cron ran by itself: the crontabs, and what the logs say since the backup began. Exit codes are
 * cron's own and kept nowhere.
 */
export async function observedCycle(
  hosts: Hosts,
  night: Night,
  sizes: LogSizes,
  seen: WaitSightings,
): Promise<CycleFacts> {
  const schedules = await outcomeOf(() => schedulesOf(hosts));
  const jobs: CycleFacts['jobs'] = {};
  for (const job of ['backup', 'download', 'restore'] as const) {
    jobs[job] = await outcomeOf(() => observedJob(hosts, night, job, { schedules, sizes }));
  }
  return { expectedDate: { ok: true, value: night.date }, schedules, jobs, ...seen };
}

async function schedulesOf(hosts: Hosts) {
  const schedules: { job: JobName; host: string; schedule: string }[] = [];
  for (const host of Object.values(hosts) as (Host | null)[]) {
    if (host === null) continue;
    for (const [job, entry] of Object.entries(await installedJobs(host))) {
      schedules.push({ job: job as JobName, host: host.name, schedule: entry.schedule });
    }
  }
  if (schedules.length === 0) throw new FailureError('not-asked', 'no crontab could be read');
  return schedules;
}

async function observedJob(
  hosts: Hosts,
  night: Night,
  job: keyof typeof JOB_HOST,
  { schedules, sizes }: { schedules: CycleFacts['schedules']; sizes: LogSizes },
): Promise<JobFacts> {
  const name = JOB_HOST[job];
  const host = hosts[name];
  if (host === null) throw new FailureError('not-asked', `no SSH login on ${name} is configured`);
  const entry = schedules.ok
    ? schedules.value.find((found) => found.job === job && found.host === name)
    : undefined;
  if (schedules.ok && entry === undefined)
    throw new FailureError('missing', `root's crontab on ${name} has no ${job} job`);
  const startedAt = job === 'backup' ? night.backupAt : night.restoreAt;
  const { lines, changedAt } = await newLines(host, LOGS[name], sizes);
  const ran = lines.length > 0 && Date.parse(changedAt) >= Date.parse(night.backupAt);
  return {
    job,
    host: name,
    schedule: entry?.schedule ?? '',
    startedAt,
    finishedAt: ran ? changedAt : startedAt,
    exitCode: null,
    byCron: true,
    log: keptLines(lines).map((line) => redactor.redactForeign(line)),
    successLine: ran ? hasSuccessLine(job, lines) : false,
  };
}

/** Sizes in bytes by `host:file`; what is not known is left out. */
export type LogSizes = Record<string, number>;

/** How long the jobs' logs are now: what is written later is the night's. Read without root. */
export async function logSizes(hosts: Hosts): Promise<LogSizes> {
  const sizes: LogSizes = {};
  for (const host of [hosts.production, hosts.staging]) {
    for (const file of host === null ? [] : LOGS[host.name as keyof Hosts]) {
      const size = host && (await sizeOf(host, file));
      if (host !== null && size !== null) sizes[`${host.name}:${file}`] = size;
    }
  }
  return sizes;
}

async function sizeOf(host: Host, file: string): Promise<number | null> {
  const { code, stdout } = await host.run(['stat', '-c', '%s', '--', file]);
  return code === 0 ? Number(stdout.trim()) : null;
}

/** What was written to the logs since, and when the last of them changed. A log that is shorter than it was began anew. */
async function newLines(
  host: Host,
  files: readonly string[],
  sizes: LogSizes,
): Promise<{ lines: string[]; changedAt: string }> {
  const lines: string[] = [];
  let changedAt = new Date(0).toISOString();
  let read = 0;
  for (const file of files) {
    const size = await sizeOf(host, file);
    if (size === null) continue;
    const plain = await host.run(logTail(file));
    // The very words that a sudoers file can allow.
    const { code, stdout } = plain.code === 0 ? plain : await host.run(logTail(file), { sudo: true });
    if (code !== 0) continue;
    read++;
    const before = sizes[`${host.name}:${file}`] ?? 0;
    const fresh = size >= before ? size - before : size;
    const text = Buffer.from(stdout).subarray(-fresh).toString('utf8');
    if (fresh > 0) lines.push(...linesOf(text));
    const time = (await host.run(['date', '-u', '-r', file, '+%FT%TZ'])).stdout.trim();
    if (time > changedAt) changedAt = time;
  }
  if (read === 0) throw new FailureError('not-asked', `the logs on ${host.name} may not be read`);
  return { lines, changedAt };
}

export const NOT_WATCHED = err('not-asked', 'nobody watched while the night happened');
