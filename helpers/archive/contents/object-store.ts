import type { TestRegistration } from '../../facts/test-registration.ts';
import type { AttachmentInArchive, ObjectStoreFacts } from '../../facts/archive.ts';
import { KeySet } from './key-set.ts';
import { Sample } from './sample.ts';
import { shown } from './shown.ts';

const BROKEN_LISTED = 20;

export interface StoredObject {
  /** Without the bucket's name. */
  key: string;
  bytes: number;
  /** Null: stored in a form of which the object's own hash cannot be had. */
  sha256: string | null;
  /** Seconds since 1970. */
  mtime: number;
}

export interface ObjectStoreOptions {
  expected: TestRegistration['attachments'];
  sample: { seed: string; size: number };
}

/** Gathers what there is to know of the objects of a backup, in memory that does not grow with their size. */
export class ObjectStore {
  readonly keys = new KeySet();
  readonly #sample: Sample;
  readonly #attachments: AttachmentInArchive[];
  readonly #byKey: Map<string, AttachmentInArchive>;
  readonly #byHash: Map<string, AttachmentInArchive[]>;
  #facts: Omit<ObjectStoreFacts, 'sample'> = {
    count: 0,
    bytes: 0,
    empty: 0,
    newest: null,
    system: 0,
    transformed: 0,
    broken: { count: 0, listed: [] },
  };
  #newest = 0;
  /** Whether any object store, even an empty one, was seen. */
  seen = false;

  constructor({ expected, sample }: ObjectStoreOptions) {
    this.#sample = new Sample(sample.seed, sample.size);
    this.#attachments = expected.map(({ field, key, bytes, sha256 }) => ({
      field,
      key,
      bytes,
      sha256,
      found: null,
      elsewhere: null,
    }));
    this.#byKey = new Map(this.#attachments.map((attachment) => [attachment.key, attachment]));
    this.#byHash = groupByHash(this.#attachments);
  }

  add(object: StoredObject): void {
    this.keys.add(object.key);
    this.#facts.count += 1;
    this.#facts.bytes += object.bytes;
    if (object.bytes === 0) this.#facts.empty += 1;
    this.#newest = Math.max(this.#newest, object.mtime);
    const { key, bytes, sha256 } = object;
    const expected = this.#byKey.get(key);
    if (expected !== undefined) expected.found = { bytes, sha256 };
    if (sha256 === null) {
      this.#facts.transformed += 1;
      return;
    }
    this.#sample.offer(key, bytes, sha256);
    for (const attachment of this.#byHash.get(sha256) ?? []) {
      if (attachment.key !== key) attachment.elsewhere = key;
    }
  }

  /** A file of the object store's own, such as `.minio.sys`. */
  addSystemFile(): void {
    this.#facts.system += 1;
  }

  /** An object that the store itself would not serve. */
  addBroken(key: string, why: string): void {
    const { broken } = this.#facts;
    broken.count += 1;
    if (broken.listed.length < BROKEN_LISTED) broken.listed.push({ key: shown(key), why });
  }

  get attachments(): AttachmentInArchive[] {
    return this.#attachments;
  }

  get facts(): ObjectStoreFacts | null {
    if (!this.seen) return null;
    const newest = this.#newest === 0 ? null : new Date(this.#newest * 1000).toISOString();
    return { ...this.#facts, newest, sample: this.#sample.objects };
  }
}

function groupByHash(attachments: AttachmentInArchive[]): Map<string, AttachmentInArchive[]> {
  const groups = new Map<string, AttachmentInArchive[]>();
  for (const attachment of attachments) {
    groups.set(attachment.sha256, [...(groups.get(attachment.sha256) ?? []), attachment]);
  }
  return groups;
}
