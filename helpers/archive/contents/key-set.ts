import { createHash } from 'node:crypto';

/**
 * A set of object keys that holds eight bytes of SHA-256 of each instead of the text: 16 to 32 bytes a key, so a million
 * keys fit in 32 MiB. Two keys among a million are taken for one with a probability of 3 in 10^8.
 */
export class KeySet {
  #slots = new BigUint64Array(1 << 10);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Whether the key was new. */
  add(key: string): boolean {
    return this.#addPrint(fingerprint(key));
  }

  has(key: string): boolean {
    return this.#slots[this.#slotOf(fingerprint(key))] !== 0n;
  }

  /** How many of the keys are not in `other`. */
  countMissingIn(other: KeySet): number {
    let missing = 0;
    for (const print of this.#slots) {
      if (print !== 0n && other.#slots[other.#slotOf(print)] === 0n) missing += 1;
    }
    return missing;
  }

  #addPrint(print: bigint): boolean {
    const slot = this.#slotOf(print);
    if (this.#slots[slot] !== 0n) return false;
    this.#slots[slot] = print;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  /** The slot that holds the fingerprint, or the empty one where it would go. */
  #slotOf(print: bigint): number {
    const mask = this.#slots.length - 1;
    let slot = Number(print & 0xffffffffn) & mask;
    while (this.#slots[slot] !== 0n && this.#slots[slot] !== print) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new BigUint64Array(old.length * 2);
    for (const print of old) if (print !== 0n) this.#slots[this.#slotOf(print)] = print;
  }
}

function fingerprint(key: string): bigint {
  const print = createHash('sha256').update(key).digest().readBigUInt64LE();
  return print === 0n ? 1n : print;
}
