import type { Policy } from '../facts/policy.ts';
import type { Host } from '../ssh/host.ts';
import type { EarlierArchive, Repositories } from '../facts/archive.ts';

const LISTED = 30;

/** What else lies in the backup directory: earlier nights, newest first, and repositories of differential backups. */
export interface BackupDir {
  earlier: EarlierArchive[];
  repositories: Repositories;
}

/** Looks at the backup directory, two levels deep. What cannot be listed is left out. */
export async function lookAtBackupDir(host: Host, policy: Policy, date: string): Promise<BackupDir> {
  const { stdout } = await host.run([
    ...['find', policy.backupDir, '-mindepth', '1', '-maxdepth', '2', '-printf', '%y %s %P\\0'],
  ]);
  return parseBackupDir(stdout, date);
}

/** Reads `TYPE SIZE PATH` entries, each ended by a NUL. */
export function parseBackupDir(listing: string, date: string): BackupDir {
  const nights = new Map<string, number>();
  const folders = new Set<string>();
  for (const entry of listing.split('\0')) {
    const folder = /^d \d+ (.+)$/s.exec(entry)?.[1];
    if (folder !== undefined) folders.add(folder);
    const [, bytes, night] = /^f (\d+) (\d{4}-\d\d-\d\d)\/[^/]+\.tar\.gz\.enc$/.exec(entry) ?? [];
    if (night === undefined || night >= date) continue;
    nights.set(night, (nights.get(night) ?? 0) + Number(bytes));
  }
  return {
    earlier: [...nights]
      .map(([night, bytes]) => ({ date: night, bytes }))
      .sort((a, b) => (a.date < b.date ? 1 : -1))
      .slice(0, LISTED),
    repositories: {
      differential: folders.has('postgres/backup') || folders.has('postgres/archive'),
      plainObjects: folders.has('minio'),
    },
  };
}
