/** Reads MessagePack, as far as MinIO's metadata use it. Integers beyond 2^53 lose their last digits. */
export class MsgpackReader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.#at;
  }

  /** The next value. @throws RangeError when the bytes end too early or are no MessagePack */
  value(depth = 0): unknown {
    if (depth > 16) throw new RangeError('MessagePack nested too deeply');
    const tag = this.#take(1)[0]!;
    if (tag <= 0x7f) return tag;
    if (tag <= 0x8f) return this.#map(tag & 0x0f, depth);
    if (tag <= 0x9f) return this.#array(tag & 0x0f, depth);
    if (tag <= 0xbf) return this.#take(tag & 0x1f).toString('utf8');
    if (tag >= 0xe0) return tag - 0x100;
    switch (tag) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return tag === 0xc3;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#take(this.#uint(1 << (tag - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#take(this.#uint(1 << (tag - 0xc7)) + 1);
      case 0xca:
        return this.#take(4).readFloatBE();
      case 0xcb:
        return this.#take(8).readDoubleBE();
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#uint(1 << (tag - 0xcc));
      case 0xcf:
        return Number(this.#take(8).readBigUInt64BE());
      case 0xd0:
      case 0xd1:
      case 0xd2:
        return this.#take(1 << (tag - 0xd0)).readIntBE(0, 1 << (tag - 0xd0));
      case 0xd3:
        return Number(this.#take(8).readBigInt64BE());
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#take((1 << (tag - 0xd4)) + 1);
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#take(this.#uint(1 << (tag - 0xd9))).toString('utf8');
      case 0xdc:
      case 0xdd:
        return this.#array(this.#uint(tag === 0xdc ? 2 : 4), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#uint(tag === 0xde ? 2 : 4), depth);
      default:
        throw new RangeError('not MessagePack');
    }
  }

  #take(n: number): Buffer {
    if (this.#at + n > this.#bytes.length) throw new RangeError('MessagePack ends too early');
    this.#at += n;
    return this.#bytes.subarray(this.#at - n, this.#at);
  }

  #uint(size: number): number {
    return this.#take(size).readUIntBE(0, size);
  }

  #array(count: number, depth: number): unknown[] {
    const list: unknown[] = [];
    for (let i = 0; i < count; i++) list.push(this.value(depth + 1));
    return list;
  }

  #map(count: number, depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (let i = 0; i < count; i++) map[String(this.value(depth + 1))] = this.value(depth + 1);
    return map;
  }
}
