import { randomInt } from 'node:crypto';
import type { Budget } from '../stream/budget.ts';
import { fingerprint, type Fingerprint } from './fingerprint.ts';

/** Another one in each process: nobody can choose keys beforehand that all fall into one slot. */
const SEED = randomInt(2 ** 32);
const BYTES_A_KEY = 8;

/**
 * A set of object keys that holds a fingerprint of 64 bits of each instead of the text: 11 to 23 bytes a key, so a million
 * keys fit in 16 MiB. Two keys among a million are taken for one with a probability of 3 in 10^8.
 */
export class KeySet {
  /** Pairs of low and high halves; two zeros are an empty slot. */
  #slots = new Uint32Array(2 << 10);
  #size = 0;
  readonly #print: Fingerprint = { low: 0, high: 0 };
  readonly #budget: Budget | undefined;

  constructor(budget?: Budget) {
    this.#budget = budget;
  }

  get size(): number {
    return this.#size;
  }

  /** Whether the key was new. */
  add(key: string): boolean {
    const at = this.#find(key);
    if (!this.#isEmpty(at)) return false;
    this.#slots[at] = this.#print.low;
    this.#slots[at + 1] = this.#print.high;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length * 0.7) this.#grow();
    return true;
  }

  has(key: string): boolean {
    return !this.#isEmpty(this.#find(key));
  }

  /** How many of the keys are not in `other`. */
  countMissingIn(other: KeySet): number {
    let missing = 0;
    for (let at = 0; at < this.#slots.length; at += 2) {
      if (this.#isEmpty(at)) continue;
      if (other.#isEmpty(other.#slotOf(this.#slots[at]!, this.#slots[at + 1]!))) missing += 1;
    }
    return missing;
  }

  #find(key: string): number {
    fingerprint(key, this.#print, SEED);
    if (this.#print.low === 0 && this.#print.high === 0) this.#print.low = 1;
    return this.#slotOf(this.#print.low, this.#print.high);
  }

  #isEmpty(at: number): boolean {
    return this.#slots[at] === 0 && this.#slots[at + 1] === 0;
  }

  /** Where the fingerprint stands, or the empty slot where it would go. */
  #slotOf(low: number, high: number): number {
    const mask = this.#slots.length / 2 - 1;
    let slot = low & mask;
    while (
      !this.#isEmpty(slot * 2) &&
      !(this.#slots[slot * 2] === low && this.#slots[slot * 2 + 1] === high)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot * 2;
  }

  #grow(): void {
    const old = this.#slots;
    this.#budget?.keep((old.length / 2) * BYTES_A_KEY, 'names');
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      const [low, high] = [old[at]!, old[at + 1]!];
      if (low === 0 && high === 0) continue;
      const free = this.#slotOf(low, high);
      this.#slots[free] = low;
      this.#slots[free + 1] = high;
    }
  }
}
