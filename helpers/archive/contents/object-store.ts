import type { TestRegistration } from '../../facts/test-registration.ts';
import type { AttachmentInArchive, ObjectStoreFacts } from '../../facts/archive.ts';
import type { Budget } from '../stream/budget.ts';
import { isoSeconds } from './iso-seconds.ts';
import { KeySet } from './key-set.ts';
import { Sample } from './sample.ts';
import { shown } from './shown.ts';

const LISTED = 20;

export interface StoredObject {
  /** Without the bucket's name. */
  key: string;
  bytes: number;
  /** Null: stored in a form of which the object's own hash cannot be had. */
  sha256: string | null;
  /** Seconds since 1970. */
  mtime: number;
  /** Why an image or document is torn, by its last bytes; null: it is not, or is of a kind that has no end. */
  torn: string | null;
}

export interface ObjectStoreOptions {
  budget?: Budget;
  expected: TestRegistration['attachments'];
  sample: { seed: string; size: number };
}

/** Gathers what there is to know of the objects of a backup, in memory that does not grow with their size. */
export class ObjectStore {
  readonly keys: KeySet;
  readonly #sample: Sample;
  readonly #attachments: AttachmentInArchive[];
  readonly #byKey: Map<string, AttachmentInArchive>;
  readonly #byHash: Map<string, AttachmentInArchive[]>;
  #facts: Omit<ObjectStoreFacts, 'sample'> = {
    count: 0,
    bytes: 0,
    empty: 0,
    newest: null,
    oldestFolder: null,
    system: 0,
    transformed: 0,
    broken: { count: 0, listed: [] },
    torn: { count: 0, listed: [] },
  };
  #newest = 0;
  #oldestFolder = Infinity;
  /** Whether any object store, even an empty one, was seen. */
  seen = false;

  constructor({ budget, expected, sample }: ObjectStoreOptions) {
    this.keys = new KeySet(budget);
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
    const { key, bytes, sha256, torn } = object;
    if (torn !== null) note(this.#facts.torn, key, torn);
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

  addFolder(mtime: number): void {
    if (mtime > 0) this.#oldestFolder = Math.min(this.#oldestFolder, mtime);
  }

  /** An object that the store itself would not serve. */
  addBroken(key: string, why: string): void {
    note(this.#facts.broken, key, why);
  }

  get attachments(): AttachmentInArchive[] {
    return this.#attachments;
  }

  get facts(): ObjectStoreFacts | null {
    if (!this.seen) return null;
    const [newest, oldestFolder] = [isoSeconds(this.#newest), isoSeconds(this.#oldestFolder)];
    return { ...this.#facts, newest, oldestFolder, sample: this.#sample.objects };
  }
}

function note(list: ObjectStoreFacts['broken'], key: string, why: string): void {
  list.count += 1;
  if (list.listed.length < LISTED) list.listed.push({ key: shown(key), why });
}

function groupByHash(attachments: AttachmentInArchive[]): Map<string, AttachmentInArchive[]> {
  const groups = new Map<string, AttachmentInArchive[]>();
  for (const attachment of attachments) {
    groups.set(attachment.sha256, [...(groups.get(attachment.sha256) ?? []), attachment]);
  }
  return groups;
}
