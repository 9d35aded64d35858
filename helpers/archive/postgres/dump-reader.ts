import { DamageError } from '../../facts/damage.ts';
import type { ByteReader } from '../stream/byte-reader.ts';

/** A string of a dump's table of contents may be a whole view definition, but no honest one is larger. */
const STRING_LIMIT = 16 << 20;

export const dumpCut = (): DamageError =>
  new DamageError('content', 'cut', 'the PostgreSQL dump ends too early');
export const dumpCorrupt = (what: string): DamageError =>
  new DamageError('content', 'corrupt', `the PostgreSQL dump is corrupt: ${what}`);

/** Reads the basic values of PostgreSQL's custom archive format. */
export class DumpReader {
  /** Bytes of an integer and of a file offset, as the header says. */
  intSize = 4;
  offsetSize = 8;
  readonly input: ByteReader;

  constructor(input: ByteReader) {
    this.input = input;
  }

  async bytes(n: number): Promise<Buffer> {
    if (!(await this.input.need(n))) throw dumpCut();
    return this.input.take(n);
  }

  async byte(): Promise<number> {
    return (await this.bytes(1))[0]!;
  }

  /** A sign byte, then the amount, low byte first. */
  async int(): Promise<number> {
    const bytes = await this.bytes(1 + this.intSize);
    if (bytes[0]! > 1) throw dumpCorrupt('an integer has no valid sign');
    const value = bytes.readUIntLE(1, Math.min(this.intSize, 6));
    return bytes[0] === 1 ? -value : value;
  }

  /** Null where the writer had none. */
  async text(): Promise<string | null> {
    const length = await this.int();
    if (length < 0) return null;
    if (length > STRING_LIMIT) throw dumpCorrupt(`a string of ${length} bytes`);
    return (await this.bytes(length)).toString('utf8');
  }
}
