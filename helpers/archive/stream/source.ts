import type { Readable } from 'node:stream';

/** A stream of bytes to pull from: the next chunk (never empty), or null at the end. One caller at a time. */
export type Source = () => Promise<Buffer | null>;

/** 1 MiB: with the default 64 KiB the whole pass takes twice as long. */
export const READ_SIZE = 1 << 20;

/**
 * Pulls from a Node stream, which is held back while `READ_SIZE` bytes wait. By its events: its iterator would join the
 * small chunks of SSH each time, only for them to be joined again. Rejects when the stream fails or closes before its end.
 */
export function sourceOf(stream: Readable): Source {
  const queue: Buffer[] = [];
  let queued = 0;
  let end: Error | 'reached' | null = null;
  let wake: () => void = () => undefined;
  const finish = (how: Error | 'reached'): void => {
    end ??= how;
    wake();
  };
  stream.on('data', (chunk: Buffer) => {
    queue.push(chunk);
    queued += chunk.length;
    if (queued >= READ_SIZE) stream.pause();
    wake();
  });
  stream.once('end', () => finish('reached'));
  stream.on('error', finish);
  stream.once('close', () => finish(new Error('the stream was closed before its end')));
  return async () => {
    for (;;) {
      const chunk = queue.shift();
      if (chunk !== undefined) {
        queued -= chunk.length;
        if (queued < READ_SIZE && stream.isPaused()) stream.resume();
        if (chunk.length > 0) return chunk;
      } else if (end === 'reached') return null;
      else if (end !== null) throw end;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  };
}

/**
 * Joins small chunks (SSH gives 32 KiB) to pieces of exactly `size` bytes; only the last one may be smaller. Each is copied
 * at once: thousands of small buffers that wait to be joined keep the garbage collector busy.
 */
export function inPieces(source: Source, size = READ_SIZE): Source {
  let rest: Buffer = Buffer.alloc(0);
  return async () => {
    let chunk: Buffer | null = rest.length > 0 ? rest : await source();
    rest = Buffer.alloc(0);
    if (chunk === null || chunk.length === size) return chunk;
    const piece = Buffer.allocUnsafeSlow(size);
    let length = 0;
    while (chunk !== null) {
      const taken = chunk.copy(piece, length);
      length += taken;
      if (length === size) {
        rest = chunk.subarray(taken);
        return piece;
      }
      chunk = await source();
    }
    return piece.subarray(0, length);
  };
}

/** Reads to the end and gives the number of bytes. */
export async function drain(source: Source): Promise<number> {
  let bytes = 0;
  for (let chunk = await source(); chunk !== null; chunk = await source()) bytes += chunk.length;
  return bytes;
}

/** The bytes could not be had, or nobody wants them any more: no property of the archive. `cause`: why. */
export class SourceError extends Error {
  constructor(cause: unknown) {
    super('the bytes of the archive could not be read', { cause });
  }
}
