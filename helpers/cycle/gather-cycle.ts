import { err, outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import { dateIn } from '../schedule/local-time.ts';
import { systemClock, type Clock } from '../schedule/clock.ts';
import type { Host } from '../ssh/host.ts';
import { hereWithoutSettings } from './here.ts';
import type { CronEntry } from '../schedule/crontab.ts';
import { logFilesOf } from '../schedule/script-runs.ts';
import type { AbsenceFacts, CycleFacts, JobFacts, JobName } from '../facts/cycle.ts';
import { installedJobs, type InstalledJobs } from '../schedule/jobs.ts';
import { begun, type NightJournal } from '../runs/night-journal.ts';
import { jobsRunning } from './trigger-guard.ts';
import { type TriggerCommand } from '../config/trigger-command.ts';
import { watchJob, type WatchedJob } from './watch-job.ts';
import { cronCommand, ownCommand } from './detached-command.ts';

export interface CycleRequest {
  /** Null where no SSH login is configured. */
  hosts: Record<'production' | 'staging' | 'backup', Host | null>;
  allowTrigger: readonly ('backup' | 'restore')[];
  /** Commands that take the place of the crontabs' lines; null: the line is run. */
  commands: Record<'backup' | 'restore', TriggerCommand | null>;
  /** What an earlier process did of this night. */
  journal: NightJournal;
  /** Asked immediately before the restore. */
  beforeRestore: () => Promise<AbsenceFacts>;
  /** Called after the backup job ended, before staging fetches the archive: the place for the later record. */
  afterBackup: () => Promise<CycleFacts['negativeControl']>;
  /** Reads the night's archive before anything clears staging: what speaks against restoring it; empty: it is readable. */
  proveArchive: (date: CycleFacts['expectedDate']) => Promise<string[]>;
  clock?: Clock;
}

const HOST_OF = { backup: 'production', download: 'staging', restore: 'staging' } as const;

/**
 * Runs the night's jobs now, in the order of the schedule: the very lines that stand in root's crontabs, or the commands that
 * the settings name. Rotation is never run: it deletes archives. Download and restore clear staging, whether or not there is
 * something to put there: they follow only a backup that did not fail and an archive that was read to its end. Called again
 * after a crash it goes on with the step that was not finished.
 */
export async function gatherCycle(request: CycleRequest): Promise<CycleFacts> {
  const { hosts, journal, commands, clock = systemClock } = request;
  const { production, staging, backup } = hosts;
  const installed = await outcomeOf(() => jobsOf([production, staging, backup]));
  const hasBegun = (job: string) => journal.read(begun(job)) !== null;
  // Asked once more: a registration lies between the first look and now. Later it would be our own jobs.
  const running = await outcomeOf(() => jobsRunning([production, staging]));
  const busy = running.ok && !Object.keys(HOST_OF).some(hasBegun) ? running.value : [];
  const run = (job: keyof typeof HOST_OF): Promise<Outcome<JobFacts>> =>
    outcomeOf(() => {
      if (busy.length > 0) throw new FailureError('refused', `Nothing was triggered. ${busy.join(' ')}`);
      const permission = job === 'backup' ? 'backup' : 'restore';
      if (!request.allowTrigger.includes(permission))
        throw new FailureError('not-asked', `ALLOW_TRIGGER does not hold “${permission}”`);
      const { host, watched } = whatRuns(job, hosts, commands[permission], installed);
      return watchJob(host, watched, { journal, clock });
    });

  const expectedDate = await step(journal, 'expected date', hasBegun('backup'), () =>
    outcomeOf(() => dateOn(production, commands.backup !== null, clock)),
  );
  const jobs: CycleFacts['jobs'] = {};
  jobs.backup = await run('backup');
  const failed = whyBackupFailed(jobs.backup);
  const negativeControl =
    failed === null
      ? await step(journal, 'later registration', true, request.afterBackup)
      : err('not-asked', `${failed}: there is no archive that it could be missing in`);
  const isGoingOn = hasBegun('download') || hasBegun('restore');
  const heldBack = isGoingOn || busy.length > 0 ? null : await whyHeldBack(request, failed, expectedDate);
  const next = (job: 'download' | 'restore') =>
    heldBack === null ? run(job) : Promise.resolve(err('not-asked', heldBack));
  // A command brings the archive and restores it.
  if (commands.restore === null) jobs.download = await next('download');
  const absentBeforeRestore =
    heldBack === null
      ? await step(journal, 'absence', hasBegun('restore'), () => outcomeOf(request.beforeRestore))
      : err('not-asked', heldBack);
  jobs.restore = await next('restore');
  const schedules: CycleFacts['schedules'] = installed.ok
    ? {
        ok: true,
        value: installed.value.map(({ job, host, entry }) => ({
          job,
          host: host.name,
          schedule: entry.schedule,
        })),
      }
    : err(installed.reason, installed.why);
  return {
    expectedDate,
    schedules,
    jobs,
    negativeControl,
    absentBeforeRestore,
    ...(heldBack === null ? {} : { heldBack }),
  };
}

/** Null: the backup ended well, or was not to be run: then an earlier one may have. */
function whyBackupFailed(backup: Outcome<JobFacts> | undefined): string | null {
  if (backup === undefined) return 'The backup was not run';
  if (!backup.ok) return backup.reason === 'not-asked' ? null : `The backup was not run: ${backup.why}`;
  const { exitCode, successLine } = backup.value;
  if (exitCode !== 0) return `The backup ended with exit code ${exitCode ?? 'unknown'}`;
  return successLine === false ? 'The backup did not say that it sent the archive' : null;
}

const KEPT_AS_IT_IS = 'so download and restore were not run: they would have cleared staging';

async function whyHeldBack(
  { allowTrigger, proveArchive }: CycleRequest,
  failed: string | null,
  date: CycleFacts['expectedDate'],
): Promise<string | null> {
  if (failed !== null) return `${failed}, ${KEPT_AS_IT_IS}`;
  if (!allowTrigger.includes('restore')) return null;
  const against = await outcomeOf(() => proveArchive(date));
  const reasons = against.ok ? against.value : [against.why];
  return reasons.length === 0
    ? null
    : `Tonight’s archive was not proven readable (${reasons.join('; ')}), ${KEPT_AS_IT_IS}`;
}

/**
 * What came of a step is kept when it could be taken; else it is tried again by the next process.
 *
 * @param holds whether what an earlier process kept still tells something
 */
async function step<T>(
  journal: NightJournal,
  name: string,
  holds: boolean,
  take: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const before = holds ? journal.read<Outcome<T>>(name) : null;
  if (before !== null) return before;
  const outcome = await take();
  if (outcome.ok) journal.write(name, outcome);
  return outcome;
}

/** Which date the archive of a backup begun now carries: by production's clock; in a cluster jobs live in UTC. */
async function dateOn(production: Host | null, byCommand: boolean, clock: Clock): Promise<string> {
  if (production !== null) return (await production.run(['date', '+%F'])).stdout.trim();
  if (byCommand) return dateIn('UTC', clock.now());
  throw new FailureError('not-asked', 'no SSH login on production is configured');
}

type Installed = { job: JobName; host: Host; entry: CronEntry }[];

async function jobsOf(hosts: readonly (Host | null)[]): Promise<Installed> {
  const found: Installed = [];
  for (const host of hosts) {
    if (host === null) continue;
    const jobs: InstalledJobs = await installedJobs(host);
    for (const [job, entry] of Object.entries(jobs)) found.push({ job: job as JobName, host, entry });
  }
  return found;
}

function whatRuns(
  job: keyof typeof HOST_OF,
  hosts: CycleRequest['hosts'],
  command: TriggerCommand | null,
  installed: Outcome<Installed>,
): { host: Host; watched: WatchedJob } {
  const name = HOST_OF[job];
  if (command !== null) {
    const host = command.on === 'here' ? hereWithoutSettings() : hosts[command.on];
    if (host === null)
      throw new FailureError(
        'not-asked',
        `no SSH login is configured on ${command.on}, where the ${job} command runs`,
      );
    const watched = {
      job,
      host: name,
      schedule: '',
      command: ownCommand(command),
      logFiles: [],
      byCommand: true,
    };
    return { host, watched };
  }
  const host = hosts[name];
  if (host === null)
    throw new FailureError('not-asked', `no SSH login is configured for the ${job} job’s host`);
  if (!installed.ok) throw new FailureError(installed.reason, installed.why);
  const entry = installed.value.find((found) => found.job === job && found.host === host)?.entry;
  if (entry === undefined)
    throw new FailureError('missing', `root's crontab on ${host.name} has no ${job} job`);
  return {
    host,
    watched: {
      job,
      host: name,
      schedule: entry.schedule,
      command: cronCommand(entry),
      logFiles: logFilesOf(entry),
      byCommand: false,
    },
  };
}
