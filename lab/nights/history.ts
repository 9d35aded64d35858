import type { Layout } from '../../helpers/facts/policy.ts';
import type { JobName } from '../../helpers/facts/cycle.ts';
import { runJob } from './run-job.ts';
import { setClock } from './clock.ts';
import type { LabHosts } from '../hosts/lab-host.ts';
import type { Seeder } from '../seed/seed.ts';

const DAY_MS = 86_400_000;
/**
 * When the backup job runs, after midnight; seconds into it, as cron's job would be when it asks for the
 * date.
 */
const BACKUP_AFTER_MIDNIGHT_MS: Record<Layout, number> = { swarm: 5_000, kubernetes: 3_605_000 };

const INTO_THE_DAY_MS = 5_000;

export interface History {
  /** Nights with an archive, up to the last one. */
  nights: number;
  /** Births registered at the end. */
  records: number;
  /** Whether staging was restored in the last night; else it never was and has users of its own. */
  stagingRestored: boolean;
}

/** Midnight of the day `nightsAgo` days before now, by the hosts' clock, which is UTC. */
function midnight(nightsAgo: number): number {
  return Math.floor(Date.now() / DAY_MS - nightsAgo) * DAY_MS;
}

/**
 * Gives the deployment a past: the backup job itself runs under the clock of each of the last nights, the
 * oldest first, and between the nights the register grows. So archives, dates and sizes are what they would
 * be.
 */
export async function makeHistory(
  hosts: LabHosts,
  layout: Layout,
  seeder: Seeder,
  { nights, records, stagingRestored }: History,
): Promise<void> {
  const run = async (job: JobName): Promise<void> => {
    const exitCode = await runJob(hosts, layout, job);
    if (exitCode !== 0) throw new Error(`the ${job} of an earlier night ended with ${exitCode}`);
  };
  // Half of the births are older than the oldest archive; the rest come evenly.
  for (let night = 0; night < nights; night++) {
    await seeder.register(Math.floor((records / 2) * (1 + night / nights)));
    await setClock(hosts, new Date(midnight(nights - night) + BACKUP_AFTER_MIDNIGHT_MS[layout]));
    await run('backup');
  }
  if (stagingRestored) {
    // Under the clock of the last night's backup, or of the day after where yesterday's archive is what is
    // restored.
    if (layout === 'kubernetes') await setClock(hosts, new Date(midnight(0) + INTO_THE_DAY_MS));
    else await run('download');
    await run('restore');
  }
  await setClock(hosts, null);
  await seeder.register(records);
}
