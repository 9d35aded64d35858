/** Two independent numbers of 32 bits for a text, evenly spread; not for secrets. Makes no objects for the collector. */
export interface Fingerprint {
  low: number;
  high: number;
}

const PRIMES = [0x01000193, 0x5bd1e995] as const;

/** Reads the text into `into`, which the caller owns and uses again for the next text. */
export function fingerprint(text: string, into: Fingerprint, seed = 0): void {
  let low = 0x811c9dc5 ^ seed;
  let high = 0x9747b28c ^ Math.imul(seed, PRIMES[1]);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, PRIMES[0]);
    high = Math.imul(high ^ unit, PRIMES[1]);
    high ^= high >>> 13;
  }
  into.low = mixed(low ^ text.length);
  into.high = mixed(high ^ low);
}

/** The last step of MurmurHash3: every bit of the input moves half of the output's. */
function mixed(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
