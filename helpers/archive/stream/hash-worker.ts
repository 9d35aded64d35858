import { Worker } from 'node:worker_threads';

/** What runs on the other core: hashes what lies in the ring, in the order in which it is told of. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { createHash } = require('node:crypto');
const ring = new Uint8Array(workerData);
const hashes = new Map();
parentPort.on('message', ([id, start, end]) => {
  const hash = hashes.get(id) ?? createHash('sha256');
  if (start === undefined) {
    hashes.delete(id);
    parentPort.postMessage([id, hash.digest('hex')]);
  } else {
    hashes.set(id, hash.update(ring.subarray(start, end)));
    parentPort.postMessage([id]);
  }
});`;

const SLOT = 1 << 20;
const SLOTS = 4;
/** It holds nothing but a few hashes. */
const SMALL = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 };

/**
 * SHA-256 on another core. Bytes are copied into a ring of shared memory, a tenth of the work of hashing them; whoever is
 * faster than the other core waits for a free slot.
 */
export class HashWorker {
  readonly #ring = new Uint8Array(new SharedArrayBuffer(SLOT * SLOTS));
  readonly #worker = new Worker(PROGRAM, {
    eval: true,
    workerData: this.#ring.buffer,
    resourceLimits: SMALL,
  });
  readonly #digests = new Map<number, (hash: string) => void>();
  readonly #failed: Promise<never>;
  #wake: () => void = () => undefined;
  #sent = 0;
  #done = 0;
  #ids = 0;

  constructor() {
    this.#worker.on('message', ([id, hash]: [number, string?]) => {
      if (hash === undefined) {
        this.#done += 1;
        this.#wake();
      } else {
        this.#digests.get(id)?.(hash);
        this.#digests.delete(id);
      }
    });
    this.#failed = new Promise((_resolve, reject) => this.#worker.once('error', reject));
    this.#failed.catch(() => undefined); // told to whoever waits for the worker
  }

  /** A new hash: gives the functions that add to it, one call after the other, and end it. */
  open(): { update: (chunk: Buffer) => Promise<void>; digest: () => Promise<string> } {
    const id = this.#ids++;
    return {
      update: async (chunk) => {
        for (let at = 0; at < chunk.length; at += SLOT) await this.#send(id, chunk.subarray(at, at + SLOT));
      },
      digest: () => {
        const hash = new Promise<string>((resolve) => this.#digests.set(id, resolve));
        this.#worker.postMessage([id]);
        return Promise.race([hash, this.#failed]);
      },
    };
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #send(id: number, bytes: Buffer): Promise<void> {
    while (this.#sent - this.#done >= SLOTS) await Promise.race([this.#slotFree(), this.#failed]);
    const start = (this.#sent % SLOTS) * SLOT;
    this.#ring.set(bytes, start);
    this.#sent += 1;
    this.#worker.postMessage([id, start, start + bytes.length]);
  }

  /** Several hashes may wait for a slot at once. */
  #slotFree(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#wake;
      this.#wake = () => {
        this.#wake = () => undefined;
        before();
        resolve();
      };
    });
  }
}
