import { archiveFilesOf } from '../archive/members.ts';
import { listFile } from '../archive/host-input.ts';
import type { Policy } from '../config/policy.ts';
import type { Hosts } from '../deployment/hosts.ts';
import { TroubleError } from '../outcome.ts';
import { listDirectory } from '../retention/list-directory.ts';
import { isDate } from '../retention/local-time.ts';
import type { Host } from '../ssh/host.ts';

/** A backup writes a dump, a tar and an archive of about the same size before it removes the first two. */
const TIMES_THE_ARCHIVE = 3;

export interface TriggerGuard {
  policy: Policy;
  /** The administrator said that today's archive may be overwritten. */
  replaceToday: boolean;
}

/**
 * What speaks against running backup and restore now, each as a sentence: a job that runs, too little room, an archive of today
 * that would be overwritten. Empty: nothing does.
 */
export async function reasonsNotToTrigger(
  hosts: Hosts,
  { policy, replaceToday }: TriggerGuard,
): Promise<string[]> {
  const { production, staging, backup } = hosts;
  const reasons: string[] = [];
  for (const host of [production, staging]) {
    const job = host === null ? null : await runningJob(host);
    if (job !== null) reasons.push(`${job} runs on ${host?.name ?? ''} at this moment.`);
  }
  if (backup === null || production === null) return reasons;
  const today = (await production.run(['date', '+%F'])).stdout.trim();
  const dir = policy.backupDir.replace(/\/$/, '');
  const { entries, disk } = await listDirectory(backup, policy.backupDir);
  const newest = entries
    .map(({ path }) => path)
    .filter(isDate)
    .sort()
    .at(-1);
  if (!replaceToday && entries.some(({ path }) => path === today))
    reasons.push(
      `There is an archive of today, ${today}, and a backup would overwrite it: --replace-today allows that.`,
    );
  if (newest === undefined) return reasons;
  const files = archiveFilesOf(policy.layout, newest, policy.stores);
  const listed = await Promise.all(
    files.map(({ name }) => listFile(backup, `${dir}/${name}`).catch(unreadable)),
  );
  const needed = TIMES_THE_ARCHIVE * listed.reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
  const rooms = [
    { host: 'backup', freeBytes: disk.freeBytes },
    { host: 'production', freeBytes: await freeBytes(production) },
  ];
  for (const { host, freeBytes: free } of rooms) {
    if (free < needed)
      reasons.push(
        `${host} has ${free} bytes free, less than ${TIMES_THE_ARCHIVE} times the newest archive (${needed}).`,
      );
  }
  return reasons;
}

const unreadable = (error: unknown) => {
  if (error instanceof TroubleError) return null;
  throw error;
};

/** The name of a script of the night that runs; not of this question itself. */
async function runningJob(host: Host): Promise<string | null> {
  const { stdout } = await host.run(['ps', '-eo', 'args=']);
  const line = stdout
    .split('\n')
    .find((args) => /(?:^|\/)(?:ba)?sh .*(?:backup|download|restore)\.sh(?:\s|$)/.test(args));
  return line === undefined ? null : (/(?:backup|download|restore)\.sh/.exec(line)?.[0] ?? null);
}

/** Where the backup job works: OpenCRVS keeps its data and its work below /data, older versions use /tmp. */
async function freeBytes(host: Host): Promise<number> {
  const { stdout } = await host.run(['df', '--output=avail', '-B1', '/tmp']);
  return Number(stdout.trim().split('\n').at(-1));
}
