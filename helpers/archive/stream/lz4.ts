import type { ByteReader } from './byte-reader.ts';
import { DecompressCorruptError, DecompressCutError } from './decompress-error.ts';
import type { Source } from './source.ts';

const MAGIC = 0x184d2204;
/** How far back a match may reach, into blocks before it too. */
const WINDOW = 1 << 16;
/** Largest size of a block by its code in the frame header. */
const BLOCK_SIZES: Record<number, number> = { 4: 1 << 16, 5: 1 << 18, 6: 1 << 20, 7: 1 << 22 };
const FLAGS = { dictionary: 1, contentChecksum: 4, contentSize: 8, blockChecksum: 16, version: 0xc0 };
const VERSION = 0x40;
const STORED = 0x80000000;

/**
 * Decompresses one LZ4 frame, as pg_dump writes them, and leaves in `input` what follows it. Its optional checksums are
 * passed over: pg_dump asks for none.
 */
export function lz4Frame(input: ByteReader): Source {
  let blockSize = 0;
  let flags = 0;
  let history: Buffer = Buffer.alloc(0);
  let ended = false;

  const taken = async (n: number): Promise<Buffer> => {
    if (!(await input.need(n))) throw new DecompressCutError('the LZ4 frame ends too early');
    return input.take(n);
  };

  const begin = async (): Promise<void> => {
    if ((await taken(4)).readUInt32LE() !== MAGIC) throw corrupt('is none');
    const [flagByte = 0, sizes = 0] = await taken(2);
    flags = flagByte;
    blockSize = BLOCK_SIZES[(sizes >> 4) & 7] ?? 0;
    if ((flags & FLAGS.version) !== VERSION || blockSize === 0) throw corrupt('has an unknown header');
    if ((flags & FLAGS.dictionary) !== 0) throw corrupt('needs a dictionary');
    await taken(((flags & FLAGS.contentSize) === 0 ? 0 : 8) + 1);
  };

  return async () => {
    if (blockSize === 0) await begin();
    while (!ended) {
      const header = (await taken(4)).readUInt32LE();
      if (header === 0) {
        if ((flags & FLAGS.contentChecksum) !== 0) await taken(4);
        ended = true;
        return null;
      }
      const size = header & ~STORED;
      if (size > blockSize) throw corrupt('has a block larger than its limit');
      const block = await taken(size);
      if ((flags & FLAGS.blockChecksum) !== 0) await taken(4);
      const plain = (header & STORED) !== 0 ? block : decodeBlock(block, history, blockSize);
      history = Buffer.concat([history, plain]).subarray(-WINDOW);
      if (plain.length > 0) return plain;
    }
    return null;
  };
}

/** A block is a row of sequences: literals, then a match, which copies bytes from before. */
function decodeBlock(block: Buffer, history: Buffer, limit: number): Buffer {
  const out = Buffer.allocUnsafeSlow(history.length + limit);
  history.copy(out);
  let to = history.length;
  let at = 0;

  const length = (nibble: number): number => {
    let value = nibble;
    if (nibble < 15) return value;
    for (let more = 255; more === 255; value += more) {
      const byte = block[at++];
      if (byte === undefined) throw corrupt('has a length without an end');
      more = byte;
    }
    return value;
  };

  while (at < block.length) {
    const token = block[at++] ?? 0;
    const literals = length(token >> 4);
    if (at + literals > block.length || to + literals > out.length) throw corrupt('has literals too long');
    to += block.copy(out, to, at, at + literals);
    at += literals;
    if (at === block.length) break;
    if (at + 2 > block.length) throw corrupt('has a match without a distance');
    const distance = block.readUInt16LE(at);
    at += 2;
    const match = length(token & 15) + 4;
    if (distance === 0 || distance > to || to + match > out.length) throw corrupt('has a match out of range');
    for (const end = to + match; to < end; to++) out[to] = out[to - distance] ?? 0;
  }
  return out.subarray(history.length, to);
}

const corrupt = (what: string): Error => new DecompressCorruptError(`the LZ4 frame ${what}`);
