const damaged = (what: string): RangeError => new RangeError(what);

/** A name in a map of metadata is short; a longer one is none that is looked for. */
const NAME_LIMIT = 256;

/**
 * Walks over MessagePack, as far as MinIO's metadata use it, and builds nothing: whoever walks takes the values that are of
 * interest and skips the others, however many there are. Throws RangeError where the bytes end too early, are no
 * MessagePack, or hold another kind of value than was asked for.
 */
export class MsgpackWalker {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Bytes walked over so far. */
  get offset(): number {
    return this.#at;
  }

  /** Goes past the next value, with all that is in it. */
  skip(): void {
    for (let due = 1; due > 0; due--) due += this.#skipOne();
  }

  /** Calls `onEntry` with each name of the next value, a map; it takes the entry's value or leaves it. */
  map(onEntry: (name: string) => void): void {
    const count = this.#head(0x80, 0x0f, [0xde, 0xdf], 'a map');
    for (let i = 0; i < count; i++) {
      const name = this.#name();
      const before = this.#at;
      onEntry(name);
      if (this.#at === before) this.skip();
    }
  }

  /** Calls `onItem` for each item of the next value, a list; it takes the item or leaves it. */
  list(onItem: () => void): void {
    const count = this.#head(0x90, 0x0f, [0xdc, 0xdd], 'a list');
    for (let i = 0; i < count; i++) {
      const before = this.#at;
      onItem();
      if (this.#at === before) this.skip();
    }
  }

  /** The next value, a number. Beyond 2^53 it loses its last digits. */
  number(): number {
    const tag = this.#byte();
    if (tag <= 0x7f) return tag;
    if (tag >= 0xe0) return tag - 0x100;
    if (tag === 0xca) return this.#take(4).readFloatBE();
    if (tag === 0xcb) return this.#take(8).readDoubleBE();
    if (tag >= 0xcc && tag <= 0xce) return this.#uint(1 << (tag - 0xcc));
    if (tag === 0xcf) return Number(this.#take(8).readBigUInt64BE());
    if (tag >= 0xd0 && tag <= 0xd2) return this.#take(1 << (tag - 0xd0)).readIntBE(0, 1 << (tag - 0xd0));
    if (tag === 0xd3) return Number(this.#take(8).readBigInt64BE());
    throw damaged('MessagePack without the number that should be there');
  }

  /** The next value, bytes; a view of them. Null: it is something else, and is skipped. */
  bytes(): Buffer | null {
    const tag = this.#bytes[this.#at];
    if (tag === undefined || tag < 0xc4 || tag > 0xc6) {
      this.skip();
      return null;
    }
    this.#at += 1;
    return this.#take(this.#uint(1 << (tag - 0xc4)));
  }

  /** Goes past one value without what is in it; how many values that is. */
  #skipOne(): number {
    const tag = this.#byte();
    if (tag <= 0x7f || tag >= 0xe0) return 0;
    if (tag <= 0x8f) return 2 * (tag & 0x0f);
    if (tag <= 0x9f) return tag & 0x0f;
    if (tag <= 0xbf) return this.#pass(tag & 0x1f);
    if (tag === 0xc0 || tag === 0xc2 || tag === 0xc3) return 0;
    if (tag >= 0xc4 && tag <= 0xc6) return this.#pass(this.#uint(1 << (tag - 0xc4)));
    if (tag >= 0xc7 && tag <= 0xc9) return this.#pass(this.#uint(1 << (tag - 0xc7)) + 1);
    if (tag === 0xca || tag === 0xcb) return this.#pass(tag === 0xca ? 4 : 8);
    if (tag >= 0xcc && tag <= 0xd3) return this.#pass(1 << ((tag - 0xcc) & 3));
    if (tag >= 0xd4 && tag <= 0xd8) return this.#pass((1 << (tag - 0xd4)) + 1);
    if (tag >= 0xd9 && tag <= 0xdb) return this.#pass(this.#uint(1 << (tag - 0xd9)));
    if (tag === 0xdc || tag === 0xdd) return this.#uint(tag === 0xdc ? 2 : 4);
    if (tag === 0xde || tag === 0xdf) return 2 * this.#uint(tag === 0xde ? 2 : 4);
    throw damaged('not MessagePack');
  }

  #name(): string {
    const tag = this.#bytes[this.#at] ?? 0;
    const isShort = tag >= 0xa0 && tag <= 0xbf;
    if (!isShort && (tag < 0xd9 || tag > 0xdb)) {
      this.skip();
      return '';
    }
    this.#at += 1;
    const length = isShort ? tag & 0x1f : this.#uint(1 << (tag - 0xd9));
    const bytes = this.#take(length);
    return length > NAME_LIMIT ? '' : bytes.toString('utf8');
  }

  /** The number of entries that the next value says it has; nothing has none. */
  #head(short: number, mask: number, long: readonly [number, number], what: string): number {
    const tag = this.#byte();
    if (tag === 0xc0) return 0;
    if ((tag & ~mask) === short) return tag & mask;
    if (tag === long[0]) return this.#uint(2);
    if (tag === long[1]) return this.#uint(4);
    throw damaged(`MessagePack without ${what} that should be there`);
  }

  #pass(n: number): 0 {
    this.#take(n);
    return 0;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw damaged('MessagePack ends too early');
    this.#at += 1;
    return byte;
  }

  #take(n: number): Buffer {
    if (this.#at + n > this.#bytes.length) throw damaged('MessagePack ends too early');
    this.#at += n;
    return this.#bytes.subarray(this.#at - n, this.#at);
  }

  #uint(size: number): number {
    return this.#take(size).readUIntBE(0, size);
  }
}
