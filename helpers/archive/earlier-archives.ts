import type { Policy } from '../config/policy.ts';
import type { Host } from '../ssh/host.ts';
import type { EarlierArchive } from './facts.ts';

const LISTED = 30;

/** Sizes of the archives of earlier nights on the backup host, newest first; all files of a night together. */
export async function earlierArchives(host: Host, policy: Policy, date: string): Promise<EarlierArchive[]> {
  const { stdout } = await host.run([
    ...['find', policy.backupDir, '-mindepth', '2', '-maxdepth', '2', '-type', 'f'],
    ...['-name', '*.tar.gz.enc', '-printf', '%s %P\\0'],
  ]);
  return nightsOf(stdout, date);
}

/** Reads `SIZE DATE/NAME` entries, each ended by a NUL. */
export function nightsOf(listing: string, date: string): EarlierArchive[] {
  const nights = new Map<string, number>();
  for (const entry of listing.split('\0')) {
    const parts = /^(\d+) (\d{4}-\d\d-\d\d)\//.exec(entry);
    if (parts === null || parts[2]! >= date) continue;
    nights.set(parts[2]!, (nights.get(parts[2]!) ?? 0) + Number(parts[1]));
  }
  return [...nights]
    .map(([night, bytes]) => ({ date: night, bytes }))
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .slice(0, LISTED);
}
