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

/** Joins small chunks (SSH gives 32 KiB) until at least `size` bytes are together; the last one may be smaller. */
export function inPieces(source: Source, size = READ_SIZE): Source {
  let ended = false;
  return async () => {
    const parts: Buffer[] = [];
    let length = 0;
    while (!ended && length < size) {
      const chunk = await source();
      if (chunk === null) {
        ended = true;
        break;
      }
      parts.push(chunk);
      length += chunk.length;
    }
    return length === 0 ? null : parts.length === 1 ? parts[0]! : Buffer.concat(parts, length);
  };
}

/** Shows every chunk to `look` on its way. */
export function tapped(source: Source, look: (chunk: Buffer) => void): Source {
  return async () => {
    const chunk = await source();
    if (chunk !== null) look(chunk);
    return chunk;
  };
}

/** Reads to the end and gives the number of bytes. */
export async function drain(source: Source): Promise<number> {
  let bytes = 0;
  for (let chunk = await source(); chunk !== null; chunk = await source()) bytes += chunk.length;
  return bytes;
}
