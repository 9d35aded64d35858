import type { ByteReader } from '../stream/byte-reader.ts';
import type { Source } from '../stream/source.ts';
import { bitrotHash } from './highway-hash.ts';

const HASH = 32;
/** MinIO's block sizes: since 2021, and before. */
const BLOCK = 1 << 20;
const OLD_BLOCK = 10 << 20;

/** The content of a part without the block hashes, and whether each block fitted its hash (so far). */
export interface Unframed {
  next: Source;
  sound: () => boolean;
}

/**
 * Takes the 32-byte hash in front of each block away and compares it. The last block may be shorter. `blockSize`: null
 * when the metadata were not seen yet; then the first block shows it.
 */
export function unframed(input: ByteReader, blockSize: number | null): Unframed {
  let size = blockSize;
  let sound = true;

  const sizeOf = async (hash: Buffer): Promise<number> => {
    await input.need(BLOCK + 1);
    if (input.ready <= BLOCK || bitrotHash(input.peek(BLOCK)).equals(hash)) return BLOCK;
    return OLD_BLOCK;
  };

  const next: Source = async () => {
    if (!(await input.need(1))) return null;
    if (!(await input.need(HASH + 1))) {
      sound = false;
      input.take(input.ready);
      return null;
    }
    const hash = input.take(HASH);
    size ??= await sizeOf(hash);
    await input.need(size);
    const block = input.take(Math.min(size, input.ready));
    sound &&= bitrotHash(block).equals(hash);
    return block;
  };
  return { next, sound: () => sound };
}
