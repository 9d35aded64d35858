import type { Readable } from 'node:stream';

/** A stream of bytes to pull from: the next chunk (never empty), or null at the end. One caller at a time. */
export type Source = () => Promise<Buffer | null>;

/** 1 MiB: with the default 64 KiB the whole pass takes twice as long. */
export const READ_SIZE = 1 << 20;

/** Pulls from a Node stream. */
export function sourceOf(stream: Readable): Source {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  return async () => {
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) return null;
      if (next.value.length > 0) return next.value;
    }
  };
}

/** Joins small chunks (SSH gives 32 KiB) to pieces of exactly `size` bytes; only the last one may be smaller. */
export function inPieces(source: Source, size = READ_SIZE): Source {
  let parts: Buffer[] = [];
  let length = 0;
  let ended = false;
  return async () => {
    while (!ended && length < size) {
      const chunk = await source();
      if (chunk === null) ended = true;
      else {
        parts.push(chunk);
        length += chunk.length;
      }
    }
    if (length === 0) return null;
    const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts, length);
    const piece = all.subarray(0, size);
    parts = length > size ? [all.subarray(size)] : [];
    length -= piece.length;
    return piece;
  };
}

/** Reads to the end and gives the number of bytes. */
export async function drain(source: Source): Promise<number> {
  let bytes = 0;
  for (let chunk = await source(); chunk !== null; chunk = await source()) bytes += chunk.length;
  return bytes;
}
