/** CRC-64 with the ECMA polynomial, reflected, as MongoDB's dumps carry it; in halves of 32 bits and eight bytes a step. */

const POLYNOMIAL = { low: 0xd7870f42, high: 0xc96c5795 };
const SLICES = 8;

const LOW = new Uint32Array(256 * SLICES);
const HIGH = new Uint32Array(256 * SLICES);
for (let byte = 0; byte < 256; byte++) {
  let [low, high] = [byte, 0];
  for (let bit = 0; bit < 8; bit++) {
    const odd = low & 1;
    low = (low >>> 1) | ((high & 1) << 31);
    high >>>= 1;
    if (odd) [low, high] = [low ^ POLYNOMIAL.low, high ^ POLYNOMIAL.high];
  }
  [LOW[byte], HIGH[byte]] = [low, high];
}
for (let i = 256; i < 256 * SLICES; i++) {
  const [low, high] = [LOW[i - 256]!, HIGH[i - 256]!];
  LOW[i] = ((low >>> 8) | (high << 24)) ^ LOW[low & 0xff]!;
  HIGH[i] = (high >>> 8) ^ HIGH[low & 0xff]!;
}

/** A running checksum. */
export class Crc64 {
  #low = 0xffffffff;
  #high = 0xffffffff;

  update(bytes: Buffer): void {
    let [low, high] = [this.#low, this.#high];
    let at = 0;
    for (; at + SLICES <= bytes.length; at += SLICES) {
      const a = low ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
      const b =
        high ^ (bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24));
      const [i0, i1, i2, i3] = [
        1792 + (a & 0xff),
        1536 + ((a >>> 8) & 0xff),
        1280 + ((a >>> 16) & 0xff),
        1024 + (a >>> 24),
      ];
      const [i4, i5, i6, i7] = [
        768 + (b & 0xff),
        512 + ((b >>> 8) & 0xff),
        256 + ((b >>> 16) & 0xff),
        b >>> 24,
      ];
      low = LOW[i0]! ^ LOW[i1]! ^ LOW[i2]! ^ LOW[i3]! ^ LOW[i4]! ^ LOW[i5]! ^ LOW[i6]! ^ LOW[i7]!;
      high = HIGH[i0]! ^ HIGH[i1]! ^ HIGH[i2]! ^ HIGH[i3]! ^ HIGH[i4]! ^ HIGH[i5]! ^ HIGH[i6]! ^ HIGH[i7]!;
    }
    for (; at < bytes.length; at++) {
      const i = (low ^ bytes[at]!) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ LOW[i]!;
      high = (high >>> 8) ^ HIGH[i]!;
    }
    [this.#low, this.#high] = [low, high];
  }

  /** The checksum as a signed number of 64 bits, as BSON holds it. */
  get value(): bigint {
    const unsigned = (BigInt(~this.#high >>> 0) << 32n) | BigInt(~this.#low >>> 0);
    return BigInt.asIntN(64, unsigned);
  }
}
