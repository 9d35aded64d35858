import type { ReadingConfig } from '../config/reading-config.ts';
import { FailureError } from '../base/outcome.ts';
import { ableToRead } from '../ssh/able-to-read.ts';
import type { Host } from '../ssh/host.ts';
import type { ArchiveFacts, ArchiveFile } from '../facts/archive.ts';
import { hostInput } from './host-input.ts';
import { readArchive } from './read-archive.ts';
import { readOnHost } from './remote/read-on-host.ts';
import type { ReadOptions } from './archive-input.ts';

/** A file of a night where it lies on the backup host; `listed` null: it is not there. */
export type FileOnHost = Pick<ArchiveFile, 'name' | 'store' | 'listed'> & { path: string };

/** Reads the files of a night that lie on the backup host, wherever the reading itself takes place. */
export type ArchiveReader = (files: readonly FileOnHost[], options: ReadOptions) => Promise<ArchiveFacts>;

/** Over SSH, on this machine: neither the passphrase nor anything decrypted is ever on another one. */
export function readHere(backup: Host): ArchiveReader {
  return async (files, options) => {
    const host = await ableToRead(backup, files[0]?.path ?? '');
    const inputs = files.map(({ path, ...about }) => hostInput(host, path, { ...about, growing: null }));
    return readArchive(inputs, options);
  };
}

/** On the backup host itself: nothing is moved, but the passphrase is in that host's memory meanwhile. */
export function readBeside(backup: Host): ArchiveReader {
  return (files, options) =>
    readOnHost(
      backup,
      files.map(({ name, store, path }) => ({ name, store, path })),
      options,
    );
}

/** On another host, which gets each file from a command of its own; `{file}` in it stands for the file's name. */
export function readFrom(other: Host, command: string): ArchiveReader {
  return (files, options) =>
    readOnHost(
      other,
      files.map(({ name, store, listed }) => ({
        ...{ name, store, listed },
        command: ['sh', '-c', command.replaceAll('{file}', name)],
      })),
      options,
    );
}

/** The reader that the configuration asks for, and no other: whoever sends the passphrase elsewhere decides so. */
export function readerFor(
  { on, command }: ReadingConfig,
  { backup, staging }: { backup: Host; staging: Host | null },
): ArchiveReader {
  if (on === 'backup') return readBeside(backup);
  if (on === 'here') return readHere(backup);
  if (staging !== null && command !== null) return readFrom(staging, command);
  return () => Promise.reject(new FailureError('not-asked', 'no SSH login on staging is configured'));
}
