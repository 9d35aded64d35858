import { layoutOf } from '../layout/layouts.ts';
import { listFile } from '../archive/host-input.ts';
import type { Policy } from '../facts/policy.ts';
import { FailureError } from '../base/outcome.ts';
import { ableToRead } from '../ssh/able-to-read.ts';
import type { Host } from '../ssh/host.ts';
import type { ArchiveSighting } from './wait-for-night.ts';

/** Looks once whether the files of a night lie on the backup host, over the connection that is held. */
export async function sightArchive(
  backup: Host | null,
  policy: Policy,
  date: string,
): Promise<ArchiveSighting> {
  if (backup === null) throw new FailureError('not-asked', 'no SSH login on the backup host is configured');
  const dir = policy.backupDir.replace(/\/$/, '');
  const names = layoutOf(policy.layout)
    .filesOf(date, policy.stores)
    .map(({ name }) => `${dir}/${name}`);
  const host = await ableToRead(backup, names[0] ?? dir);
  const files = await Promise.all(names.map((name) => listFile(host, name)));
  return {
    complete: files.every((file) => file !== null && file.bytes > 0),
    fingerprint: JSON.stringify(files),
  };
}
