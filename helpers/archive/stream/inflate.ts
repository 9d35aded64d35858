import { createInflate, createInflateRaw } from 'node:zlib';
import type { ByteReader } from './byte-reader.ts';
import { DecompressCorruptError, DecompressCutError } from './decompress-error.ts';
import type { Source } from './source.ts';
import { READ_SIZE } from './source.ts';
import { bufferMade } from './spent-buffers.ts';

/** 512 KiB: with zlib's default of 16 KiB the whole pass takes twice as long. */
const OUTPUT_SIZE = 1 << 19;
/** How far decompression may run ahead of whoever reads: the pipeline's stages then overlap on several cores. */
const AHEAD = 1 << 20;

/** The compressed bytes ended before the deflate stream did. */
export class InflateCutError extends DecompressCutError {}
/** The compressed bytes are not a deflate stream (any more). */
export class InflateCorruptError extends DecompressCorruptError {}

export interface Inflation {
  next: Source;
  /** Stops the work ahead; afterwards the reader may be used again. */
  close: () => Promise<void>;
}

/**
 * Decompresses one deflate stream from `input` and leaves there what follows it. `wrapper`: `zlib` with header and
 * Adler-32, `raw` without. Every good byte is given before an error is thrown.
 */
export function inflate(input: ByteReader, wrapper: 'raw' | 'zlib'): Inflation {
  const create = wrapper === 'raw' ? createInflateRaw : createInflate;
  const stream = create({ chunkSize: OUTPUT_SIZE });
  const queue: Buffer[] = [];
  let queued = 0;
  let ended = false;
  let closed = false;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;
  let settle: () => void = () => undefined;
  const news = (): void => {
    wake();
    settle();
  };

  stream.on('data', (chunk: Buffer) => {
    bufferMade(chunk.length);
    queue.push(chunk);
    queued += chunk.length;
    if (queued >= AHEAD) stream.pause();
    wake();
  });
  stream.on('end', () => {
    ended = true;
    news();
  });
  stream.on('error', (error: Error) => {
    const cut = (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
    failure ??= cut ? new InflateCutError(error.message) : new InflateCorruptError(error.message);
    news();
  });

  const over = (): boolean => ended || closed || failure !== null;

  const feed = (chunk: Buffer): Promise<void> =>
    new Promise((resolve) => {
      settle = resolve;
      stream.write(chunk, () => resolve());
      if (over()) resolve();
    });

  const pump = async (): Promise<void> => {
    while (!over()) {
      const chunk = await input.some(READ_SIZE);
      if (closed) return;
      if (chunk === null) {
        stream.end();
        return;
      }
      const before = stream.bytesWritten;
      await feed(chunk);
      const unused = chunk.length - (stream.bytesWritten - before);
      if (unused === 0 || closed || failure !== null) continue;
      // The deflate stream has ended, also when its last output waits to be taken and 'end' is still to come.
      input.unread(unused);
      return;
    }
  };
  const pumping = pump().catch((error: unknown) => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    news();
  });

  const next: Source = async () => {
    for (;;) {
      const chunk = queue.shift();
      if (chunk !== undefined) {
        queued -= chunk.length;
        if (queued < AHEAD && stream.isPaused()) stream.resume();
        return chunk;
      }
      if (failure !== null) throw failure;
      if (ended) {
        await pumping;
        return null;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  return {
    next,
    close: async () => {
      closed = true;
      stream.destroy();
      news();
      await pumping;
    },
  };
}
