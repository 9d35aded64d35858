import type { Source } from './source.ts';

const NOTHING = Buffer.alloc(0);

/** Reads structures from a source, whatever the chunks it comes in. Holds one chunk, or as much as one `take` asks for. */
export class ByteReader {
  /** Bytes taken so far. */
  offset = 0;
  #source: Source;
  #held: Buffer = NOTHING;
  #at = 0;
  #ended = false;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Bytes at hand without waiting. */
  get ready(): number {
    return this.#held.length - this.#at;
  }

  /** Waits until `n` bytes are at hand; false when the source ends before. */
  async need(n: number): Promise<boolean> {
    if (this.ready >= n) return true;
    const chunks = this.ready > 0 ? [this.#held.subarray(this.#at)] : [];
    let ready = this.ready;
    try {
      while (ready < n && !this.#ended) {
        const chunk = await this.#source();
        if (chunk === null) this.#ended = true;
        else {
          chunks.push(chunk);
          ready += chunk.length;
        }
      }
    } finally {
      // Joined once: joining each chunk to those before it would copy a large value over and over.
      if (chunks.length > 0) this.#held = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      if (chunks.length > 0) this.#at = 0;
    }
    return ready >= n;
  }

  /** The next `n` bytes, which must be at hand; valid for good (never overwritten). */
  take(n: number): Buffer {
    const bytes = this.peek(n);
    this.#at += n;
    this.offset += n;
    return bytes;
  }

  /** Like `take`, without moving on. */
  peek(n: number): Buffer {
    if (this.ready < n) throw new RangeError(`${n} bytes wanted, ${this.ready} at hand`);
    return this.#held.subarray(this.#at, this.#at + n);
  }

  /** At most `max` bytes as they come; null at the end. */
  async some(max: number): Promise<Buffer | null> {
    if (this.ready === 0 && !(await this.need(1))) return null;
    return this.take(Math.min(max, this.ready));
  }

  /** Puts back the last `n` bytes of what was just taken. */
  unread(n: number): void {
    if (n > this.#at) throw new RangeError('more put back than was taken from this chunk');
    this.#at -= n;
    this.offset -= n;
  }
}
