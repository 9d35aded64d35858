import { basename, join } from 'node:path';
import type { ArchiveFacts } from '../facts/archive.ts';
import { localInput } from '../archive/local-input.ts';
import { readArchive } from '../archive/read-archive.ts';
import type { Policy } from '../facts/policy.ts';
import type { CopiedFile, Manifest } from '../facts/offsite.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { hashOnHost } from '../ssh/hash-on-host.ts';
import type { Host } from '../ssh/host.ts';

export interface ReadCopy {
  archive: ArchiveFacts;
  files: CopiedFile[];
  /** The first damage that was found; null: it was read to its last byte. */
  damage: string | null;
}

export interface ProvenCopy extends ReadCopy {
  /** Why the copy does not count, as a sentence; null: it does. */
  wrong: string | null;
}

interface Reading {
  policy: Pick<Policy, 'layout'>;
  date: string;
  passphrase: string;
  /** What must be in it; absent: nothing in particular. */
  expect?: TestRegistration | null;
}

type Named = Pick<CopiedFile, 'name' | 'store'>;

/** Reads the files of a night in a folder to their last byte. */
export async function readCopy(folder: string, files: readonly Named[], reading: Reading): Promise<ReadCopy> {
  const { policy, date, passphrase, expect = null } = reading;
  const inputs = await Promise.all(
    files.map(async ({ name, store }) => ({
      ...(await localInput(join(folder, basename(name)), store)),
      name,
    })),
  );
  const archive = await readArchive(inputs, { passphrase, layout: policy.layout, date, expect });
  return {
    archive,
    files: archive.files.map(({ name, store, reading: read }) => ({
      ...{ name, store },
      bytes: read?.bytesRead ?? 0,
      sha256: read?.sha256 ?? '',
    })),
    damage:
      archive.files
        .flatMap(({ name, reading: read }) => read?.damages.map(({ message }) => `${name}: ${message}`) ?? [])
        .at(0) ?? null,
  };
}

/** Reads the files of a night in a folder whole, and compares each with the hash that the backup host makes of its own. */
export async function proveCopy(
  host: Host,
  folder: string,
  files: readonly (Named & { path: string })[],
  reading: Reading,
): Promise<ProvenCopy> {
  const read = await readCopy(folder, files, reading);
  for (const { name, path } of files) {
    const here = read.files.find((file) => file.name === name)?.sha256;
    if ((await hashOnHost(host, path)) !== here)
      return { ...read, wrong: `the copy of ${name} differs from the file on ${host.name}; it was removed` };
  }
  const wrong =
    read.damage === null
      ? null
      : `the archive is damaged on ${host.name} itself (${read.damage}): the copy equals it, so nothing was kept`;
  return { ...read, wrong };
}

/** Why the files of a night are not those of their manifest; null: they are, to the last byte. */
export async function rereadCopy(
  dir: string,
  manifest: Manifest,
  passphrase: string,
): Promise<string | null> {
  const { date, layout, files } = manifest;
  try {
    const read = await readCopy(join(dir, date), files, { policy: { layout }, date, passphrase });
    const changed = files.find(
      ({ name, sha256 }) => !read.files.some((now) => now.name === name && now.sha256 === sha256),
    );
    if (changed === undefined) return read.damage;
    return `${changed.name} is not what was copied${read.damage === null ? '' : ` (${read.damage})`}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return `${date} cannot be read (${code})`;
  }
}
