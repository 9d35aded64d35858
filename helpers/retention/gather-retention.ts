import type { CronEntry } from '../schedule/crontab.ts';
import { cronEntries } from '../schedule/jobs.ts';
import type { Policy } from '../facts/policy.ts';
import { outcomeOf, type Outcome } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';
import { loadExceptions } from './exceptions.ts';
import type {
  EarlierListing,
  HostName,
  NightlyJob,
  OwnNight,
  RetentionFacts,
  RotationJob,
} from '../facts/retention.ts';
import { readClock } from '../schedule/host-clock.ts';
import { listDirectory } from './list-directory.ts';
import { nightlyJobs, rotationJobs, rotationKindOf } from '../schedule/scheduled-jobs.ts';

export type RetentionHosts = { backup: Host } & Partial<Record<'production' | 'staging', Host | null>>;

export interface RetentionOptions {
  /** Default: `retention-exceptions.json` in the working directory. */
  exceptionsFile?: string;
  /** What earlier looks at the same directory saw. */
  earlier?: readonly EarlierListing[];
  /** Nights that earlier runs made themselves. */
  ownNights?: readonly OwnNight[];
  /**
   * Judge for this hour (ISO 8601) instead of the backup host's clock: where the nights are played with
   * another clock.
   */
  now?: string;
}

/**
 * Looks at the backup directory and at the clocks and crontabs of the hosts, read-only: one round trip for
 * the directory. A host that is not given, or a crontab that may not be read, leaves its part unknown and
 * nothing else.
 */
export function gatherRetention(
  hosts: RetentionHosts,
  policy: Policy,
  options: RetentionOptions = {},
): Promise<Outcome<RetentionFacts>> {
  return outcomeOf(async () => {
    const listing = await listDirectory(hosts.backup, policy.backupDir);
    const clocks: RetentionFacts['clocks'] = {};
    const jobs: RetentionFacts['jobs'] = {};
    for (const name of ['production', 'staging', 'backup'] as const satisfies HostName[]) {
      const host = hosts[name];
      if (host === undefined || host === null) continue;
      const clock = await outcomeOf(() => readClock(host));
      // With another hour the age of the crontab, which is real, says nothing.
      if (clock.ok && options.now !== undefined) clock.value.crontabChangedAt = null;
      clocks[name] = clock;
      if (name !== 'backup') jobs[name] = await outcomeOf(async () => jobsOf(await cronEntries(host)));
    }
    const clock = clocks.backup;
    return {
      now: options.now ?? (clock?.ok === true ? clock.value.now : new Date().toISOString()),
      backupDir: policy.backupDir,
      listing,
      clocks,
      jobs,
      rotation: await outcomeOf(() => rotationOf(hosts.backup)),
      exceptions: await loadExceptions(options.exceptionsFile ?? 'retention-exceptions.json'),
      earlier: [...(options.earlier ?? [])],
      ownNights: [...(options.ownNights ?? [])],
    };
  });
}

const jobsOf = (entries: readonly CronEntry[]): NightlyJob[] => nightlyJobs(entries);

async function rotationOf(host: Host): Promise<RotationJob[]> {
  const found = rotationJobs(await cronEntries(host));
  const jobs: RotationJob[] = [];
  for (const { script, ...job } of found) {
    const plain = await host.run(['cat', '--', script]);
    const read = plain.code === 0 ? plain : await host.run(['cat', '--', script], { sudo: true });
    jobs.push({ ...job, kind: read.code === 0 ? rotationKindOf(read.stdout) : null });
  }
  return jobs;
}
