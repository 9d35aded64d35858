import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { HashWorker } from './hash-worker.ts';

/** Below this the way to another core and back takes longer than hashing. */
const WORTH_IT = 4 << 20;

/** A running SHA-256. */
export interface RunningHash {
  update: (chunk: Buffer) => Promise<void> | void;
  digest: () => Promise<string> | string;
}

/** Gives running hashes: on another core for what is large, where there is one. */
export class Hashes {
  #worker: HashWorker | null = null;

  /** `size`: bytes to come, as far as known. */
  open(size: number | null): RunningHash {
    if (size !== null && size < WORTH_IT) return ownHash();
    if (availableParallelism() < 2) return ownHash();
    this.#worker ??= new HashWorker();
    return this.#worker.open();
  }

  async close(): Promise<void> {
    await this.#worker?.close();
    this.#worker = null;
  }
}

function ownHash(): RunningHash {
  const hash = createHash('sha256');
  return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest('hex') };
}
