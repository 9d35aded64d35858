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

/**
 * Deciphers what follows the header. The last piece is held back until the end is seen, so that its padding can be
 * judged; pieces are passed on as they are, since copying each would cost as much as deciphering it.
 */
export function decipher(source: Source, key: Buffer, iv: Buffer): Deciphered {
  const cipher = decipherOf(key, iv);
  const end: CipherEnd = { oddBytes: 0, padding: 0, lastBlocks: NOTHING, bytes: 0 };
  let rest: Buffer = NOTHING;
  let held: Buffer = NOTHING;
  let finished = false;

  const keep = (plain: Buffer): Buffer => {
    const ready = held;
    held = plain;
    const last = plain.subarray(-2 * BLOCK_SIZE);
    end.lastBlocks = Buffer.concat([end.lastBlocks, last]).subarray(-2 * BLOCK_SIZE);
    return ready;
  };

  const next: Source = async () => {
    while (!finished) {
      const chunk = await source();
      if (chunk === null) {
        finished = true;
        end.oddBytes = rest.length;
        end.padding = paddingOf(held.subarray(-BLOCK_SIZE));
        const last = held.subarray(0, held.length - end.padding);
        return last.length > 0 ? last : null;
      }
      end.bytes += chunk.length;
      const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = bytes.length - (bytes.length % BLOCK_SIZE);
      rest = bytes.subarray(whole);
      if (whole === 0) continue;
      const ready = keep(cipher.update(bytes.subarray(0, whole)));
      if (ready.length > 0) return ready;
    }
    return null;
  };

  return { next, end };
}

const NOTHING = Buffer.alloc(0);
