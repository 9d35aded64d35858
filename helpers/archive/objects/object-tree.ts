import { createHash } from 'node:crypto';
import type { Contents } from '../contents/contents.ts';
import type { TarMember } from '../container/tar.ts';
import type { Source } from '../stream/source.ts';

/** The bucket in which OpenCRVS keeps its files. */
const BUCKET = 'ocrvs/';
const SYSTEM = '.minio.sys/';

/** Takes the files of an object store as they lie in a tar archive, one by one, and makes objects of them. */
export class ObjectTree {
  readonly #contents: Contents;

  constructor(contents: Contents) {
    this.#contents = contents;
    contents.objects.seen = true;
  }

  async add(member: TarMember, body: Source): Promise<void> {
    if (member.type !== 'file') return;
    if (member.name.startsWith(SYSTEM)) return this.#contents.objects.addSystemFile();
    this.#contents.objects.add({
      key: keyOf(member.name),
      bytes: member.size,
      sha256: await hashOf(body),
      mtime: member.mtime,
    });
  }
}

/** The object's key: the path without the bucket, or as it is where the archive begins inside the bucket. */
export const keyOf = (path: string): string => (path.startsWith(BUCKET) ? path.slice(BUCKET.length) : path);

export async function hashOf(body: Source): Promise<string> {
  const hash = createHash('sha256');
  for (let chunk = await body(); chunk !== null; chunk = await body()) hash.update(chunk);
  return hash.digest('hex');
}
