import type { DamageError } from '../../facts/damage.ts';
import { ByteReader } from '../stream/byte-reader.ts';
import { DecompressCorruptError, DecompressCutError } from '../stream/decompress-error.ts';
import { gunzip } from '../stream/gunzip.ts';
import { inflate } from '../stream/inflate.ts';
import { lz4Frame } from '../stream/lz4.ts';
import { drain, READ_SIZE, type Source } from '../stream/source.ts';
import { zstdStream } from '../stream/zstd.ts';
import { dumpCorrupt } from './dump-reader.ts';

/** `zlib` in archives of one file, `gzip` where a file of its own is compressed. */
export type Compression = 'none' | 'zlib' | 'gzip' | 'lz4' | 'zstd';

/**
 * Gives `use` the decompressed data of one stream and reads that to its end. Throws DamageError of the layer `content` where
 * the stream is damaged or something follows it.
 */
export async function decompressed(
  raw: Source,
  compression: Compression,
  use: (data: Source) => Promise<void>,
): Promise<void> {
  const input = new ByteReader(raw);
  // An empty table still has a stream of its own; a block of no bytes at all has none.
  if (compression === 'none' || !(await input.need(1))) return use(() => input.some(READ_SIZE));
  const { next, close } = opened(input, compression);
  const data = translated(next);
  try {
    await use(data);
    await drain(data);
  } finally {
    await close();
  }
  if (await input.need(1)) throw dumpCorrupt('bytes follow after compressed data');
}

interface Opened {
  next: Source;
  close: () => Promise<void>;
}

function opened(input: ByteReader, compression: Exclude<Compression, 'none'>): Opened {
  const close = (): Promise<void> => Promise.resolve();
  switch (compression) {
    case 'zlib':
      return inflate(input, 'zlib');
    case 'gzip':
      return gunzip(input, 'content');
    case 'lz4':
      return { next: lz4Frame(input), close };
    case 'zstd':
      return { next: zstdStream(() => input.some(READ_SIZE)), close };
  }
}

function translated(source: Source): Source {
  return async () => {
    try {
      return await source();
    } catch (error) {
      if (error instanceof DecompressCutError) throw cut();
      if (error instanceof DecompressCorruptError) throw dumpCorrupt(error.message);
      throw error;
    }
  };
}

const cut = (): DamageError => dumpCorrupt('compressed data end too early');
