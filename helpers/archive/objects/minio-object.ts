import type { StoredObject } from '../contents/object-store.ts';
import { ByteReader } from '../stream/byte-reader.ts';
import { TooMuchError } from '../stream/budget.ts';
import type { Source } from '../stream/source.ts';
import { PartContent } from './part-content.ts';
import { parseXlMeta, type XlMeta } from './xl-meta.ts';

/** Inline content is at most 128 KiB a version, and OpenCRVS keeps no old versions. */
const META_LIMIT = 8 << 20;
/** Folders of parts that overwritten versions may have left. */
const FOLDER_LIMIT = 64;

/** What came of an object's files: the object, a reason why it is broken, or both; neither when it was deleted. */
export interface Assembled {
  object: StoredObject | null;
  broken: string | null;
}

/**
 * One object in MinIO's own disk format: a folder with `xl.meta` and, unless the content is in there, parts in a
 * sub-folder. The files come in any order; parts are read as they come. Parts that the metadata do not name are left over
 * from another version: a restored store does not serve them.
 */
export class MinioObject {
  readonly key: string;
  #meta: XlMeta | null = null;
  #broken: string | null = null;
  readonly #folders = new Map<string, PartContent>();

  constructor(key: string) {
    this.key = key;
  }

  async addMeta(size: number, body: Source): Promise<void> {
    if (size > META_LIMIT) throw new TooMuchError(`the xl.meta of an object has ${size} bytes`);
    const input = new ByteReader(body);
    await input.need(size);
    try {
      this.#meta = parseXlMeta(input.take(size));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#broken = error.message;
      return;
    }
    const { inline, blockSize } = this.#meta;
    if (inline === null) return;
    this.#folders.clear();
    let left: Buffer | null = inline;
    const content = (): Promise<Buffer | null> => {
      const chunk = left;
      left = null;
      return Promise.resolve(chunk);
    };
    await this.#folder(INLINE).add(1, content, [1], blockSize);
  }

  async addPart(folder: string, number: number, body: Source): Promise<void> {
    const meta = this.#meta;
    if (meta !== null && (meta.inline !== null || meta.dataDir !== folder)) return;
    await this.#folder(folder).add(number, body, meta && meta.parts, meta && meta.blockSize);
  }

  /** Whether all of its files have come, as far as can be told. */
  get complete(): boolean {
    const meta = this.#meta;
    if (meta === null) return false;
    if (meta.deleted || meta.inline !== null) return true;
    return this.#folders.get(meta.dataDir)?.has(meta.parts) ?? meta.parts.length === 0;
  }

  /** After the last of its files. */
  finish(): Assembled {
    const meta = this.#meta;
    if (meta === null) return { object: null, broken: this.#broken ?? 'its xl.meta is missing' };
    if (meta.deleted) return { object: null, broken: null };
    const inline = meta.inline !== null;
    const content = this.#folders.get(inline ? INLINE : meta.dataDir) ?? new PartContent();
    const { key } = this;
    const { mtime } = meta;
    if (meta.transformed || meta.sharded) {
      return { object: { key, bytes: meta.bytes, sha256: null, mtime, torn: null }, broken: content.broken };
    }
    const whole = content.finish(inline ? [1] : meta.parts);
    const broken =
      content.broken ?? (content.bytes === meta.bytes ? null : `${content.bytes} of ${meta.bytes} bytes`);
    const { sha256, torn } = whole ?? { sha256: null, torn: null };
    return {
      object: { key, bytes: content.bytes, sha256, mtime, torn: broken === null ? torn : null },
      broken,
    };
  }

  #folder(name: string): PartContent {
    let folder = this.#folders.get(name);
    if (folder === undefined) {
      if (this.#folders.size >= FOLDER_LIMIT)
        throw new TooMuchError('an object has too many folders of parts');
      folder = new PartContent();
      this.#folders.set(name, folder);
    }
    return folder;
  }
}

/** Where content inside the metadata is kept; no folder is called so. */
const INLINE = '';
