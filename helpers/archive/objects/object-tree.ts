import { createHash } from 'node:crypto';
import type { Contents } from '../contents/contents.ts';
import type { TarMember } from '../container/tar.ts';
import type { Source } from '../stream/source.ts';
import { MinioObject } from './minio-object.ts';

/** The bucket in which OpenCRVS keeps its files. */
const BUCKET = 'ocrvs/';
/** A store's own folder beside the buckets, `.minio.sys`: no bucket's name begins with a dot. */
const SYSTEM = /^\.[^/]+\//;
const META = /^(.+)\/xl\.meta$/;
const PART = /^(.+)\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/part\.(\d+)$/;

/**
 * Takes the files of an object store as they lie in a tar archive, one by one, and makes objects of them: plain files
 * (a logical copy, or MinIO before 2022), or MinIO's own disk format. A tar holds the files of a folder together, so
 * one object at a time is open.
 */
export class ObjectTree {
  readonly #contents: Contents;
  #open: MinioObject | null = null;

  constructor(contents: Contents) {
    this.#contents = contents;
    contents.objects.seen = true;
  }

  async add(member: TarMember, body: Source): Promise<void> {
    const { name, type, size, mtime } = member;
    if (type !== 'file') return;
    if (SYSTEM.test(name)) return this.#contents.objects.addSystemFile();
    const meta = META.exec(name);
    const part = PART.exec(name);
    if (meta !== null) return this.#openObject(meta[1]!).addMeta(size, body);
    if (part !== null) return this.#openObject(part[1]!).addPart(Number(part[2]), body);
    this.finish();
    this.#contents.objects.add({ key: keyOf(name), bytes: size, sha256: await hashOf(body), mtime });
  }

  /** After the last file. */
  finish(): void {
    if (this.#open === null) return;
    const { object, broken } = this.#open.finish();
    if (object !== null) this.#contents.objects.add(object);
    if (broken !== null) this.#contents.objects.addBroken(this.#open.key, broken);
    this.#open = null;
  }

  #openObject(folder: string): MinioObject {
    const key = keyOf(folder);
    if (this.#open?.key !== key) {
      this.finish();
      this.#open = new MinioObject(key);
    }
    return this.#open;
  }
}

/** The object's key: the path without the bucket, or as it is where the archive begins inside the bucket. */
export const keyOf = (path: string): string => (path.startsWith(BUCKET) ? path.slice(BUCKET.length) : path);

export async function hashOf(body: Source): Promise<string> {
  const hash = createHash('sha256');
  for (let chunk = await body(); chunk !== null; chunk = await body()) hash.update(chunk);
  return hash.digest('hex');
}
