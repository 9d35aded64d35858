import fc from 'fast-check';
import type { Source } from '../../../helpers/archive/stream/source.ts';

/** A source that gives the bytes in chunks of the given sizes, over and over. */
export function inChunks(bytes: Buffer, sizes: readonly number[]): Source {
  let at = 0;
  let n = 0;
  return () => {
    if (at >= bytes.length) return Promise.resolve(null);
    const size = sizes[n++ % sizes.length] ?? 1;
    const chunk = bytes.subarray(at, at + size);
    at += size;
    return Promise.resolve(chunk);
  };
}

/** Sizes of chunks from single bytes to more than any structure. */
export const chunkSizes = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(16, 511, 512, 513, 4096, 70_000)),
  { minLength: 1, maxLength: 6 },
);

export async function collect(source: Source): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let chunk = await source(); chunk !== null; chunk = await source()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
