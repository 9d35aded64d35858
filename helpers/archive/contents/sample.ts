import { fingerprint, type Fingerprint } from './fingerprint.ts';
import type { SampledObject } from '../../facts/archive.ts';

/**
 * A sample of `size` objects that depends on the seed and the keys alone, not on their order: those whose fingerprint,
 * turned by the seed, is smallest.
 */
export class Sample {
  readonly #seed: number;
  readonly #size: number;
  readonly #print: Fingerprint = { low: 0, high: 0 };
  #chosen: { rank: number; object: SampledObject }[] = [];
  #worst = Infinity;

  constructor(seed: string, size: number) {
    fingerprint(seed, this.#print);
    this.#seed = this.#print.low;
    this.#size = size;
  }

  offer(key: string, bytes: number, sha256: string): void {
    fingerprint(key, this.#print, this.#seed);
    const rank = this.#print.high * 0x100000 + (this.#print.low >>> 12);
    if (this.#chosen.length >= this.#size && rank >= this.#worst) return;
    this.#chosen.push({ rank, object: { key, bytes, sha256 } });
    this.#chosen.sort((a, b) => a.rank - b.rank);
    this.#chosen.length = Math.min(this.#chosen.length, this.#size);
    if (this.#chosen.length === this.#size) this.#worst = this.#chosen.at(-1)?.rank ?? -Infinity;
  }

  get objects(): SampledObject[] {
    return this.#chosen.map(({ object }) => object);
  }
}
