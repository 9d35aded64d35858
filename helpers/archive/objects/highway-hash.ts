/**
 * HighwayHash-256, with which MinIO guards every block of an object on its disk. Published by J. Alakuijala, B. Cox and
 * J. Wassenberg, "Fast keyed hash/pseudo-random function using SIMD multiply and permute", 2016. 64-bit lanes are held as
 * pairs of 32 bits, low half first: BigInt would be a hundred times slower.
 */

/** The key of MinIO's bitrot protection, a constant of its disk format. */
const BITROT_KEY = Buffer.from('4be734fa8e238acd263e83e6bb968552040f935da39f441497e09d1322de36a0', 'hex');

// prettier-ignore
const MUL0 = [0xfe4cce2f, 0xdbe6d5d5, 0x299f31d0, 0xa4093822, 0x03707344, 0x13198a2e, 0x85a308d3, 0x243f6a88];
// prettier-ignore
const MUL1 = [0xcb0ef593, 0x3bd39e10, 0xb5f18a8c, 0xc0acf169, 0x34e90c6c, 0xbe5466cf, 0x38d01377, 0x452821e6];

const LANES = 8;
const PACKET = 32;
/** Where each part of the state begins in it. */
const [V0, V1, M0, M1] = [0, LANES, 2 * LANES, 3 * LANES];

/** The 32 bytes that MinIO stores in front of a block. */
export function bitrotHash(block: Buffer): Buffer {
  const state = new Int32Array(4 * LANES);
  for (let i = 0; i < LANES; i++) {
    state[M0 + i] = MUL0[i]!;
    state[M1 + i] = MUL1[i]!;
    state[V0 + i] = MUL0[i]! ^ BITROT_KEY.readInt32LE(i * 4);
    state[V1 + i] = MUL1[i]! ^ BITROT_KEY.readInt32LE((i ^ 1) * 4);
  }
  const packet = new Int32Array(LANES);
  const whole = block.length - (block.length % PACKET);
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  for (let at = 0; at < whole; at += PACKET) {
    for (let i = 0; i < LANES; i++) packet[i] = view.getInt32(at + i * 4, true);
    update(state, packet);
  }
  if (whole < block.length) updateRest(state, block.subarray(whole));
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < LANES; i++) packet[i] = state[V0 + (i ^ 1 ^ 4)]!;
    update(state, packet);
  }
  return reduced(state);
}

function update(s: Int32Array, packet: Int32Array): void {
  for (let lo = 0; lo < LANES; lo += 2) {
    add(s, V1 + lo, s[M0 + lo]!, s[M0 + lo + 1]!);
    add(s, V1 + lo, packet[lo]!, packet[lo + 1]!);
    mix(s, M0 + lo, s[V1 + lo]!, s[V0 + lo + 1]!);
    add(s, V0 + lo, s[M1 + lo]!, s[M1 + lo + 1]!);
    mix(s, M1 + lo, s[V0 + lo]!, s[V1 + lo + 1]!);
  }
  zip(s, V1, V0);
  zip(s, V1 + 4, V0 + 4);
  zip(s, V0, V1);
  zip(s, V0 + 4, V1 + 4);
}

function add(s: Int32Array, at: number, low: number, high: number): void {
  const sum = (s[at]! >>> 0) + (low >>> 0);
  s[at] = sum;
  s[at + 1] = s[at + 1]! + high + (sum > 0xffffffff ? 1 : 0);
}

/** Exclusive-ors the 64-bit product of two 32-bit numbers into the state. */
function mix(s: Int32Array, at: number, a: number, b: number): void {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  s[at]! ^= (other << 16) | (low & 0xffff);
  s[at + 1]! ^= aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000);
}

/** Permutes the bytes of two lanes and adds them to two others. */
function zip(s: Int32Array, from: number, to: number): void {
  const [l0, h0, l1, h1] = [s[from]!, s[from + 1]!, s[from + 2]!, s[from + 3]!];
  add(
    s,
    to,
    (l0 >>> 24) | ((h1 & 0xff) << 8) | (l0 & 0xff0000) | ((h0 & 0xff00) << 16),
    ((h1 >>> 16) & 0xff) | (l0 & 0xff00) | ((h1 >>> 8) & 0xff0000) | (l0 << 24),
  );
  add(
    s,
    to + 2,
    (l1 >>> 24) | ((h0 & 0xff) << 8) | (l1 & 0xff0000) | ((h1 & 0xff00) << 16),
    ((l1 >>> 8) & 0xff) | ((h0 >>> 8) & 0xff00) | ((l1 & 0xff) << 16) | (h0 & 0xff000000),
  );
}

/** The last bytes, fewer than a packet. */
function updateRest(s: Int32Array, rest: Buffer): void {
  const n = rest.length;
  for (let lo = 0; lo < LANES; lo += 2) add(s, V0 + lo, n, n);
  for (let i = 0; i < LANES; i++) s[V1 + i] = (s[V1 + i]! << n) | (s[V1 + i]! >>> (32 - n));
  const words = n & ~3;
  const odd = n & 3;
  const packet = Buffer.alloc(PACKET);
  rest.copy(packet, 0, 0, words);
  if ((n & 16) !== 0) rest.copy(packet, 28, n - 4, n);
  else if (odd !== 0) {
    packet[16] = rest[words]!;
    packet[17] = rest[words + (odd >> 1)]!;
    packet[18] = rest[words + odd - 1]!;
  }
  const lanes = new Int32Array(LANES);
  for (let i = 0; i < LANES; i++) lanes[i] = packet.readInt32LE(i * 4);
  update(s, lanes);
}

function reduced(s: Int32Array): Buffer {
  const lane = (part: number, i: number): bigint => {
    const at = part + 2 * i;
    return (BigInt(s[at + 1]! >>> 0) << 32n) | BigInt(s[at]! >>> 0);
  };
  const sum = (a: number, b: number, i: number): bigint => BigInt.asUintN(64, lane(a, i) + lane(b, i));
  const hash = Buffer.alloc(32);
  for (const i of [0, 2]) {
    const a3 = sum(V1, M1, i + 1) & 0x3fffffffffffffffn;
    const [a2, a1, a0] = [sum(V1, M1, i), sum(V0, M0, i + 1), sum(V0, M0, i)];
    const high = a1 ^ ((a3 << 1n) | (a2 >> 63n)) ^ ((a3 << 2n) | (a2 >> 62n));
    const low = a0 ^ (a2 << 1n) ^ (a2 << 2n);
    hash.writeBigUInt64LE(BigInt.asUintN(64, low), i * 8);
    hash.writeBigUInt64LE(BigInt.asUintN(64, high), i * 8 + 8);
  }
  return hash;
}
