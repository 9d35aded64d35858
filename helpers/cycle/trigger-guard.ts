import { layoutOf } from '../layout/layouts.ts';
import type { Policy } from '../facts/policy.ts';
import type { Hosts } from '../deployment/hosts.ts';
import { outcomeOf, type Outcome } from '../base/outcome.ts';
import type { BackupListing } from '../facts/retention.ts';
import { listDirectory } from '../retention/list-directory.ts';
import { dateIn, isDate } from '../schedule/local-time.ts';
import { inBytes } from '../base/text.ts';
import type { Host } from '../ssh/host.ts';
import { freeRoom } from './free-room.ts';

/** A backup writes a dump, a tar and an archive of about the same size before it removes the first two; a restore likewise. */
const TIMES_THE_ARCHIVE = 3;

/** Where the jobs work: dumps lie below /data/backups, tar and archive are made in /tmp (1.5-1.9) or below /data (2.x). */
const WORK_FOLDERS = ['/tmp', '/data/backups', '/data'];

export interface TriggerGuard {
  policy: Policy;
  /** What would be triggered. */
  allowed: readonly ('backup' | 'restore')[];
  /** The administrator said that today's archive may be overwritten. */
  replaceToday: boolean;
}

/**
 * What speaks against running backup and restore now, each as a sentence: a job that runs, too little room, an archive of today
 * that would be overwritten, or that this cannot be told. Empty: nothing does.
 */
export async function reasonsNotToTrigger(hosts: Hosts, guard: TriggerGuard): Promise<string[]> {
  const { production, staging, backup } = hosts;
  const listing =
    backup === null ? null : await outcomeOf(() => listDirectory(backup, guard.policy.backupDir));
  return [
    ...(await jobsRunning([production, staging])),
    ...(await overwriting(production, listing, guard)),
    ...(await narrow(hosts, listing, guard)),
  ];
}

/** A sentence for each script of the night that runs on one of the hosts now. */
export async function jobsRunning(hosts: readonly (Host | null)[]): Promise<string[]> {
  return (await Promise.all(hosts.map(running))).flat();
}

/** Not this question itself. */
async function running(host: Host | null): Promise<string[]> {
  if (host === null) return [];
  const { stdout } = await host.run(['ps', '-eo', 'args=']);
  const scripts = stdout
    .split('\n')
    .filter((args) => /(?:^|\/)(?:ba)?sh .*(?:backup|download|restore)\.sh(?:\s|$)/.test(args))
    .flatMap((args) => /(?:backup|download|restore)\.sh/.exec(args)?.[0] ?? []);
  return [...new Set(scripts)].map((script) => `${script} runs on ${host.name} at this moment.`);
}

async function overwriting(
  production: Host | null,
  listing: Outcome<BackupListing> | null,
  { allowed, replaceToday }: TriggerGuard,
): Promise<string[]> {
  if (replaceToday || !allowed.includes('backup')) return [];
  // A night that never was has no directory yet.
  if (listing?.ok === false && listing.reason === 'missing') return [];
  if (listing?.ok !== true) {
    const why = listing === null ? 'BACKUP_SSH is not set' : listing.why;
    return [
      `Whether a backup would overwrite an archive of today cannot be told (${why}): --replace-today allows that.`,
    ];
  }
  const today =
    production === null ? dateIn('UTC', Date.now()) : (await production.run(['date', '+%F'])).stdout.trim();
  return listing.value.entries.some(({ path }) => path === today)
    ? [
        `There is an archive of today, ${today}, and a backup would overwrite it: --replace-today allows that.`,
      ]
    : [];
}

async function narrow(
  { production, staging }: Hosts,
  listing: Outcome<BackupListing> | null,
  { policy, allowed }: TriggerGuard,
): Promise<string[]> {
  if (listing?.ok !== true) return [];
  const needed = TIMES_THE_ARCHIVE * newestBytes(listing.value, policy);
  const rooms = [
    ...(allowed.includes('backup')
      ? [
          { where: `The backup host has in ${policy.backupDir}`, freeBytes: listing.value.disk.freeBytes },
          ...(await roomOn(production)),
        ]
      : []),
    ...(allowed.includes('restore') ? await roomOn(staging) : []),
  ];
  return rooms
    .filter(({ freeBytes }) => freeBytes < needed)
    .map(
      ({ where, freeBytes }) =>
        `${where} ${inBytes(freeBytes)} free, less than ${TIMES_THE_ARCHIVE} times the newest archive (${inBytes(needed)}).`,
    );
}

async function roomOn(host: Host | null): Promise<{ where: string; freeBytes: number }[]> {
  if (host === null) return [];
  const rooms = await freeRoom(host, WORK_FOLDERS);
  return rooms.map(({ folder, freeBytes }) => ({ where: `${host.name} has in ${folder}`, freeBytes }));
}

/** Of the newest night that has an archive at all; 0: none has. */
function newestBytes({ entries }: BackupListing, { layout, stores }: Policy): number {
  const sizes = entries
    .filter(({ path, kind }) => kind === 'directory' && isDate(path))
    .map(({ path: date }) => ({
      date,
      names: layoutOf(layout)
        .filesOf(date, stores)
        .map(({ name }) => name),
    }))
    .map(({ date, names }) => ({
      date,
      bytes: entries
        .filter(({ path, kind }) => kind === 'file' && names.includes(path))
        .reduce((sum, { bytes }) => sum + bytes, 0),
    }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => (a.date < b.date ? 1 : -1));
  return sizes[0]?.bytes ?? 0;
}
