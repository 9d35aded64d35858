import { createHash } from 'node:crypto';
import { ByteReader } from '../stream/byte-reader.ts';
import { drain, type Source } from '../stream/source.ts';
import { unframed } from './bitrot.ts';
import { FileEnding } from './file-ending.ts';

/** How many bytes of parts that came too early are held until those before them have come. */
const HELD_LIMIT = 16 << 20;

/** The content of an object that lies in parts: hashed in their order, in whatever order tar gives them. */
export class PartContent {
  readonly #hash = createHash('sha256');
  readonly #ending = new FileEnding();
  /** Parts that came before their turn. */
  readonly #held = new Map<number, Buffer[]>();
  #heldBytes = 0;
  readonly #seen = new Set<number>();
  #done = 0;
  #isHashed = true;
  bytes = 0;
  /** Why it is broken; null: nothing is, so far. */
  broken: string | null = null;

  /** `order`: numbers of the parts as the metadata have them; null: not known yet. */
  async add(
    number: number,
    body: Source,
    order: readonly number[] | null,
    blockSize: number | null,
  ): Promise<void> {
    if (this.#seen.has(number)) this.broken ??= `its part ${number} is there twice`;
    this.#seen.add(number);
    const content = unframed(new ByteReader(body), blockSize);
    if (number === this.#due(order)) {
      await this.#read(content.next, (chunk) => this.#take(chunk));
      this.#done += 1;
      this.#takeHeld(order);
    } else {
      const held: Buffer[] = [];
      await this.#read(content.next, (chunk) => this.#hold(held, chunk));
      if (this.#isHashed) this.#held.set(number, held);
    }
    if (!content.sound()) this.broken ??= 'a block does not fit its hash';
  }

  /** Whether all parts are there. */
  has(parts: readonly number[]): boolean {
    return parts.every((number) => this.#seen.has(number));
  }

  /** After the last part: hash and ending; null where parts were too large to be put in order. */
  finish(order: readonly number[]): { sha256: string; torn: string | null } | null {
    this.#takeHeld(order);
    if (!this.#isHashed || this.#held.size > 0) return null;
    return { sha256: this.#hash.digest('hex'), torn: this.#ending.torn };
  }

  #due(order: readonly number[] | null): number | undefined {
    return order === null ? this.#done + 1 : order[this.#done];
  }

  async #read(source: Source, onChunk: (chunk: Buffer) => void): Promise<void> {
    this.bytes += await drain(async () => {
      const chunk = await source();
      if (chunk !== null) onChunk(chunk);
      return chunk;
    });
  }

  #take(chunk: Buffer): void {
    this.#hash.update(chunk);
    this.#ending.update(chunk);
  }

  #hold(held: Buffer[], chunk: Buffer): void {
    this.#heldBytes += chunk.length;
    if (this.#heldBytes > HELD_LIMIT) this.#isHashed = false;
    if (this.#isHashed) held.push(Buffer.from(chunk));
    else this.#held.clear();
  }

  #takeHeld(order: readonly number[] | null): void {
    for (let due = this.#due(order); due !== undefined; due = this.#due(order)) {
      const chunks = this.#held.get(due);
      if (chunks === undefined) return;
      for (const chunk of chunks) {
        this.#take(chunk);
        this.#heldBytes -= chunk.length;
      }
      this.#held.delete(due);
      this.#done += 1;
    }
  }
}
