import { createHash, type Hash } from 'node:crypto';
import type { StoredObject } from '../contents/object-store.ts';
import { ByteReader } from '../stream/byte-reader.ts';
import type { Source } from '../stream/source.ts';
import { unframed } from './bitrot.ts';
import { parseXlMeta, type XlMeta } from './xl-meta.ts';

/** Inline content is at most 128 KiB a version; with many versions more, but never this. */
const META_LIMIT = 64 << 20;

/** What came of an object's files: the object, a reason why it is broken, or both; neither when it was deleted. */
export interface Assembled {
  object: StoredObject | null;
  broken: string | null;
}

/**
 * One object in MinIO's own disk format: a folder with `xl.meta` and, unless the content is in there, parts in a
 * sub-folder. The files come in any order; parts are read as they come and never held.
 */
export class MinioObject {
  readonly key: string;
  #meta: XlMeta | null = null;
  #broken: string | null = null;
  #hash: Hash = createHash('sha256');
  #bytes = 0;
  #parts = 0;

  constructor(key: string) {
    this.key = key;
  }

  async addMeta(size: number, body: Source): Promise<void> {
    const input = new ByteReader(body);
    if (size > META_LIMIT) return this.#break('its xl.meta is too large');
    await input.need(size);
    try {
      this.#meta = parseXlMeta(input.take(size));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.#break(error.message);
    }
    if (this.#meta.inline === null) return;
    let inline: Buffer | null = this.#meta.inline;
    await this.#addContent(() => {
      const chunk = inline;
      inline = null;
      return Promise.resolve(chunk);
    });
  }

  async addPart(number: number, body: Source): Promise<void> {
    this.#parts += 1;
    if (number !== this.#parts) this.#break('its parts came out of order');
    await this.#addContent(body);
  }

  /** After the last of its files. */
  finish(): Assembled {
    const meta = this.#meta;
    if (meta === null) return { object: null, broken: this.#broken ?? 'its xl.meta is missing' };
    if (meta.deleted) return { object: null, broken: null };
    const comparable = !meta.transformed && !meta.sharded;
    if (comparable && this.#broken === null && this.#bytes !== meta.bytes) {
      this.#break(`${this.#bytes} of ${meta.bytes} bytes`);
    }
    const { key } = this;
    const sha256 = comparable ? this.#hash.digest('hex') : null;
    const bytes = comparable ? this.#bytes : meta.bytes;
    return { object: { key, bytes, sha256, mtime: meta.mtime }, broken: this.#broken };
  }

  async #addContent(body: Source): Promise<void> {
    const content = unframed(new ByteReader(body), this.#meta?.blockSize ?? null);
    for (let chunk = await content.next(); chunk !== null; chunk = await content.next()) {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
    }
    if (!content.sound()) this.#break('a block does not fit its hash');
  }

  #break(why: string): void {
    this.#broken ??= why;
  }
}
