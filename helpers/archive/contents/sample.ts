import { createHash } from 'node:crypto';

export interface SampledObject {
  key: string;
  bytes: number;
  sha256: string;
}

/**
 * A sample of `size` objects that depends on the seed and the keys alone, not on their order: those whose
 * SHA-256 of seed and key is smallest.
 */
export class Sample {
  readonly #seed: string;
  readonly #size: number;
  #chosen: { rank: string; object: SampledObject }[] = [];
  #worst = '';

  constructor(seed: string, size: number) {
    this.#seed = seed;
    this.#size = size;
  }

  offer(object: SampledObject): void {
    const rank = createHash('sha256').update(this.#seed).update('\0').update(object.key).digest('hex');
    if (this.#chosen.length >= this.#size && rank >= this.#worst) return;
    this.#chosen.push({ rank, object });
    this.#chosen.sort((a, b) => (a.rank < b.rank ? -1 : 1));
    this.#chosen.length = Math.min(this.#chosen.length, this.#size);
    this.#worst = this.#chosen.at(-1)?.rank ?? '';
  }

  get objects(): SampledObject[] {
    return this.#chosen.map(({ object }) => object);
  }
}
