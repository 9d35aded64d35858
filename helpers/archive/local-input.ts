import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { READ_SIZE } from './stream/source.ts';
import type { ArchiveInput } from './archive-input.ts';

const TAIL = 64;

/** A file at hand as an input. Throws ENOENT and the like when there is none. */
export async function localInput(path: string, store: string | null = null): Promise<ArchiveInput> {
  const about = await stat(path);
  if (!about.isFile()) throw Object.assign(new Error(`${path} is no file`), { code: 'no file' });
  const { size, mtime } = about;
  return {
    name: basename(path),
    store,
    listed: { bytes: size, modifiedAt: mtime.toISOString() },
    growing: null,
    open: (from, length) => {
      const end = length === undefined ? undefined : from + length - 1;
      return Promise.resolve({
        stdout: createReadStream(path, { start: from, end, highWaterMark: READ_SIZE }),
      });
    },
    tail: async () => {
      const file = await open(path);
      try {
        const bytes = Buffer.alloc(Math.min(TAIL, size));
        await file.read(bytes, 0, bytes.length, size - bytes.length);
        return bytes;
      } finally {
        await file.close();
      }
    },
  };
}
