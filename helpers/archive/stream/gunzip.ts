import { DamageError, type Layer } from '../../facts/damage.ts';
import type { ByteReader } from './byte-reader.ts';
import { crc32 } from './crc32.ts';
import { inflate, InflateCorruptError, InflateCutError, type Inflation } from './inflate.ts';
import type { Source } from './source.ts';

const MAGIC = Buffer.from([0x1f, 0x8b, 8]);
const FLAGS = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };
const TRAILER = 8;
const TRAILING_LOOK = 64;

/** Whether bytes begin like a gzip stream (RFC 1952, deflate). */
export const isGzip = (bytes: Buffer): boolean => bytes.length >= 3 && bytes.subarray(0, 3).equals(MAGIC);

export interface Gunzip {
  /** Damage is thrown after the last good byte; trailing bytes after everything else. */
  next: Source;
  close: () => Promise<void>;
}

/**
 * Decompresses a gzip file to its own end: header, every member's CRC and length, and that nothing follows. `layer` is
 * what damage is reported as.
 */
export function gunzip(input: ByteReader, layer: Layer): Gunzip {
  let body: Inflation | null = null;
  let crc = 0;
  let length = 0;
  let members = 0;

  const cut = (): DamageError => new DamageError(layer, 'cut', 'the gzip stream ends too early');

  const begin = async (): Promise<boolean> => {
    if (!(await input.need(1)) && members > 0) return false;
    // Enough for whoever explains trailing bytes to tell padding from more.
    if (members > 0) await input.need(TRAILING_LOOK);
    if (!(await input.need(10))) {
      if (members > 0) throw trailing();
      if (input.ready === 0) throw new DamageError(layer, 'empty', 'no bytes where a gzip stream should be');
      const start = input.peek(Math.min(input.ready, MAGIC.length));
      throw start.equals(MAGIC.subarray(0, start.length)) ? cut() : notGzip();
    }
    if (!isGzip(input.peek(3))) throw members > 0 ? trailing() : notGzip();
    const flags = input.take(10)[3]!;
    if ((flags & FLAGS.reserved) !== 0) throw corrupt('reserved flags in the gzip header');
    if ((flags & FLAGS.extra) !== 0) await skip((await taken(2)).readUInt16LE());
    if ((flags & FLAGS.name) !== 0) await skipText();
    if ((flags & FLAGS.comment) !== 0) await skipText();
    if ((flags & FLAGS.headerCrc) !== 0) await skip(2);
    body = inflate(input, 'raw');
    [crc, length] = [0, 0];
    return true;
  };

  const finish = async (): Promise<void> => {
    if (!(await input.need(TRAILER))) {
      throw new DamageError(layer, 'cut', 'the gzip stream ends within its checksum', true);
    }
    const trailer = input.take(TRAILER);
    body = null;
    members += 1;
    if (trailer.readUInt32LE(0) !== crc) throw corrupt('the checksum at the end of the gzip stream is wrong');
    if (trailer.readUInt32LE(4) !== length % 2 ** 32) {
      throw corrupt('the length at the end of the gzip stream is wrong');
    }
  };

  const taken = async (n: number): Promise<Buffer> => {
    if (!(await input.need(n))) throw cut();
    return input.take(n);
  };
  const skip = async (n: number): Promise<void> => void (await taken(n));
  const skipText = async (): Promise<void> => {
    while ((await taken(1))[0] !== 0);
  };
  const corrupt = (message: string): DamageError => new DamageError(layer, 'corrupt', message);
  const notGzip = (): DamageError => new DamageError(layer, 'not-this', 'not a gzip stream');
  const trailing = (): DamageError =>
    new DamageError(layer, 'trailing', 'bytes follow after the gzip stream');

  const next: Source = async () => {
    for (;;) {
      if (body === null && !(await begin())) return null;
      const chunk = await body!.next().catch((error: unknown) => {
        if (error instanceof InflateCutError) throw cut();
        if (error instanceof InflateCorruptError)
          throw corrupt(`the gzip stream is corrupt: ${error.message}`);
        throw error;
      });
      if (chunk !== null) {
        crc = crc32(chunk, crc);
        length += chunk.length;
        return chunk;
      }
      await finish();
    }
  };

  return { next, close: async () => body?.close() };
}
