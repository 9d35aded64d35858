import { createHash } from 'node:crypto';
import type { Contents } from '../contents/contents.ts';
import type { TarMember } from '../container/tar.ts';
import type { Source } from '../stream/source.ts';
import { FileEnding } from './file-ending.ts';
import { MinioObject } from './minio-object.ts';

/** The bucket in which OpenCRVS keeps its files. */
const BUCKET = 'ocrvs/';
/** A store's own folder beside the buckets, `.minio.sys`: no bucket's name begins with a dot. */
const SYSTEM = /^\.[^/]+\//;
const META = '/xl.meta';
const PART = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/part\.(\d{1,5})$/;
const FOLDER_LENGTH = '/00000000-0000-0000-0000-000000000000'.length;
/** Objects whose files have not all come. A folder's files lie together in a tar, unless somebody gave it a list of names. */
const OPEN_LIMIT = 500;

/**
 * Takes the files of an object store as they lie in a tar archive, one by one, and makes objects of them: plain files
 * (a logical copy, or MinIO before 2022), or MinIO's own disk format.
 */
export class ObjectTree {
  readonly #contents: Contents;
  readonly #open = new Map<string, MinioObject>();
  /** The last object that was complete: what else lies in its folder belongs to no version of it. */
  #lastKey: string | null = null;

  constructor(contents: Contents) {
    this.#contents = contents;
    contents.objects.seen = true;
  }

  async add(member: TarMember, body: Source): Promise<void> {
    const { name, type, size, mtime } = member;
    if (type === 'directory') this.#contents.objects.addFolder(mtime);
    if (type !== 'file') return;
    if (SYSTEM.test(name)) return this.#contents.objects.addSystemFile();
    const part = partOf(name);
    if (part !== null) {
      const key = keyOf(part.object);
      if (key === this.#lastKey) return;
      await this.#objectOf(key).addPart(part.folder, part.number, body);
      this.#closeIfComplete(key);
    } else if (name.endsWith(META) && name.length > META.length) {
      const key = keyOf(name.slice(0, -META.length));
      await this.#objectOf(key).addMeta(size, body);
      this.#closeIfComplete(key);
    } else {
      const { sha256, torn } = await readWhole(body);
      this.#contents.objects.add({ key: keyOf(name), bytes: size, sha256, mtime, torn });
    }
  }

  /** After the last file. */
  finish(): void {
    for (const object of this.#open.values()) this.#close(object);
  }

  #objectOf(key: string): MinioObject {
    let object = this.#open.get(key);
    if (object === undefined) {
      const [oldest] = this.#open.values();
      if (this.#open.size >= OPEN_LIMIT && oldest !== undefined) this.#close(oldest);
      object = new MinioObject(key);
      this.#open.set(key, object);
    }
    return object;
  }

  #closeIfComplete(key: string): void {
    const object = this.#open.get(key);
    if (object?.complete !== true) return;
    this.#close(object);
    this.#lastKey = key;
  }

  #close(object: MinioObject): void {
    const { object: stored, broken } = object.finish();
    if (stored !== null) this.#contents.objects.add(stored);
    if (broken !== null) this.#contents.objects.addBroken(object.key, broken);
    this.#open.delete(object.key);
  }
}

/** The object, folder and number of a part by its path; null: it is none. */
function partOf(name: string): { object: string; folder: string; number: number } | null {
  const at = name.lastIndexOf('/') - FOLDER_LENGTH;
  if (at < 1 || name[at] !== '/' || !name.startsWith('part.', at + FOLDER_LENGTH + 1)) return null;
  const [, folder, number] = PART.exec(name.slice(at + 1)) ?? [];
  return folder === undefined ? null : { object: name.slice(0, at), folder, number: Number(number) };
}

/** The object's key: the path without the bucket, or as it is where the archive begins inside the bucket. */
export const keyOf = (path: string): string => (path.startsWith(BUCKET) ? path.slice(BUCKET.length) : path);

async function readWhole(body: Source): Promise<{ sha256: string; torn: string | null }> {
  const hash = createHash('sha256');
  const ending = new FileEnding();
  for (let chunk = await body(); chunk !== null; chunk = await body()) {
    hash.update(chunk);
    ending.update(chunk);
  }
  return { sha256: hash.digest('hex'), torn: ending.torn };
}
