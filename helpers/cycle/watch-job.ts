import { FailureError } from '../base/outcome.ts';
import { redactor } from '../redact/secrets.ts';
import type { Clock } from '../schedule/clock.ts';
import type { Host } from '../ssh/host.ts';
import {
  awaitDetached,
  newJobId,
  removeDetached,
  startDetached,
  type DetachedCommand,
} from './detached-job.ts';
import type { JobFacts } from '../facts/cycle.ts';
import { keptLines, linesOf } from '../schedule/log-lines.ts';
import { linesSince, logPositions, type LogPositions } from '../schedule/job-log.ts';
import { begun, type NightJournal } from '../runs/night-journal.ts';
import { hasSuccessLine } from '../schedule/success-line.ts';

const JOB_TIMEOUT_MS = 6 * 60 * 60 * 1000;
/** Enough to ask for a job once. */
const LOOK_MS = 60_000;
/** A job that was lost between its name and its start is started under the same name; more often is no accident. */
const STARTS = 3;

/** A job to be run now and watched. */
export interface WatchedJob extends Pick<JobFacts, 'job' | 'host' | 'schedule'> {
  command: DetachedCommand;
  /** Log files of the host that it writes to. */
  logFiles: readonly string[];
  /** A command of the administrator's own runs, not OpenCRVS's script with its line of success. */
  byCommand: boolean;
}

interface Begun {
  id: string;
  /** ISO 8601, this machine's clock. */
  at: string;
  positions: LogPositions;
}

/**
 * Runs a job on a host and gives what is to be known of it. Called again for the same step, by whichever process, it finds the
 * job that runs or has ended: one step never starts two.
 *
 * @throws TroubleError when it cannot be started, or has not ended within six hours
 */
export async function watchJob(
  host: Host,
  { job, host: name, schedule, command, logFiles, byCommand }: WatchedJob,
  { journal, clock }: { journal: NightJournal; clock: Clock },
): Promise<JobFacts> {
  let started = journal.read<Begun>(begun(job));
  const done = journal.read<JobFacts>(`${job} ended`);
  if (done !== null) {
    // Killed before it could clear away. What is left holds the command, for its owner alone.
    if (started !== null) await removeDetached(host, started.id, command.asRoot).catch(() => undefined);
    return done;
  }
  if (started === null) {
    const positions = await logPositions(host, logFiles);
    started = { id: newJobId(), at: new Date(clock.now()).toISOString(), positions };
    journal.write(begun(job), started);
  }
  const { id, positions } = started;
  // One that ended while nobody waited is found however late that is.
  const deadline = Math.max(Date.parse(started.at) + JOB_TIMEOUT_MS, clock.now() + LOOK_MS);
  for (let starts = 0; starts < STARTS; starts++) {
    await startDetached(host, id, command).catch(unlessCut);
    const ended = await awaitDetached(host, id, command.asRoot, { clock, deadline });
    if (ended === null) continue;
    const { startedAt, finishedAt, exitCode, output } = ended;
    const lines = [...(await linesSince(host, positions)), ...linesOf(output)];
    const facts: JobFacts = {
      job,
      host: name,
      schedule,
      startedAt,
      finishedAt,
      exitCode,
      log: keptLines(lines).map((line) => redactor.redactForeign(line)),
      successLine: byCommand ? null : hasSuccessLine(job, lines),
      ...(byCommand ? { byCommand } : {}),
    };
    journal.write(`${job} ended`, facts);
    await removeDetached(host, id, command.asRoot);
    return facts;
  }
  throw new FailureError('unexpected', `${host.name}: the ${job} job was started and left no trace`);
}

/** Whether the job was started is then found out when the host is back. */
function unlessCut(error: unknown): void {
  if (!(error instanceof FailureError) || error.reason !== 'unreachable') throw error;
}
