import type { Source } from '../stream/source.ts';
import { BLOCK_SIZE, decipherOf, paddingOf } from './encryption.ts';

/** How the ciphertext ended; valid once the source has given null. */
export interface CipherEnd {
  /** Bytes beyond the last whole block: a whole file has none. */
  oddBytes: number;
  /** Length of the padding found; 0: the last block holds none, as with a wrong key, a cut or a damaged end. */
  padding: number;
  /** The last two blocks with their padding, as far as there were that many. */
  lastBlocks: Buffer;
  /** Ciphertext bytes, header not counted. */
  bytes: number;
}

export interface Deciphered {
  next: Source;
  end: CipherEnd;
}

/** Deciphers what follows the header. The last block is held back until the end, so that its padding can be judged. */
export function decipher(source: Source, key: Buffer, iv: Buffer): Deciphered {
  const cipher = decipherOf(key, iv);
  const end: CipherEnd = { oddBytes: 0, padding: 0, lastBlocks: Buffer.alloc(0), bytes: 0 };
  let rest: Buffer = Buffer.alloc(0);
  let held: Buffer = Buffer.alloc(0);
  let finished = false;

  const next: Source = async () => {
    while (!finished) {
      const chunk = await source();
      if (chunk === null) {
        finished = true;
        end.oddBytes = rest.length;
        end.padding = paddingOf(held);
        const last = held.subarray(0, held.length - end.padding);
        return last.length > 0 ? last : null;
      }
      end.bytes += chunk.length;
      const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = bytes.length - (bytes.length % BLOCK_SIZE);
      rest = bytes.subarray(whole);
      if (whole === 0) continue;
      const plain = cipher.update(bytes.subarray(0, whole));
      const ready: Buffer =
        held.length > 0
          ? Buffer.concat([held, plain.subarray(0, -BLOCK_SIZE)])
          : plain.subarray(0, -BLOCK_SIZE);
      end.lastBlocks = Buffer.concat([held, plain.subarray(-2 * BLOCK_SIZE)]).subarray(-2 * BLOCK_SIZE);
      held = plain.subarray(-BLOCK_SIZE);
      if (ready.length > 0) return ready;
    }
    return null;
  };

  return { next, end };
}
