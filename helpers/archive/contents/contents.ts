import type { TestRegistration } from '../../facts/test-registration.ts';
import type { MemberFacts, MongoDumpFacts, NestedFacts, PostgresDumpFacts } from '../../facts/archive.ts';
import { Hashes } from '../stream/hashes.ts';
import { ObjectStore } from './object-store.ts';
import { References } from './references.ts';
import { shown } from './shown.ts';

/** Of each file: the object store's members must not crowd out those of the files after it. */
const LISTED = 200;
const FOLDERS = 50;
const HOSTILE = 20;

export interface ContentsOptions {
  expected: TestRegistration | null;
  sample: { seed: string; size: number };
}

/** Everything that is gathered from the files of one night, in bounded memory. */
export class Contents {
  readonly expected: TestRegistration | null;
  readonly objects: ObjectStore;
  /** Where large files are hashed. */
  readonly hashes = new Hashes();
  readonly references = new References();
  readonly dumps: PostgresDumpFacts[] = [];
  readonly mongo: MongoDumpFacts[] = [];
  readonly nested: NestedFacts[] = [];
  readonly members: MemberFacts = {
    count: 0,
    bytes: 0,
    listed: [],
    folders: {},
    hostile: { count: 0, listed: [] },
  };
  readonly #listed = new Map<string, number>();

  constructor({ expected, sample }: ContentsOptions) {
    this.expected = expected;
    this.objects = new ObjectStore({ expected: expected?.attachments ?? [], sample });
  }

  /** A file of an outer archive. Lists what lies at most one folder deep; the rest is counted by folder. */
  addMember(file: string, name: string, bytes: number, sha256: string | null): void {
    const { members } = this;
    members.count += 1;
    members.bytes += bytes;
    const parts = name.split('/');
    const listed = this.#listed.get(file) ?? 0;
    if (parts.length <= 2 && listed < LISTED) {
      members.listed.push({ file, name, bytes, sha256 });
      this.#listed.set(file, listed + 1);
    }
    if (parts.length < 2) return;
    const folder = `${parts[0]}/`;
    if (!(folder in members.folders) && Object.keys(members.folders).length >= FOLDERS) return;
    const counted = (members.folders[folder] ??= { count: 0, bytes: 0 });
    counted.count += 1;
    counted.bytes += bytes;
  }

  addHostile(member: string, why: string): void {
    const { hostile } = this.members;
    hostile.count += 1;
    if (hostile.listed.length < HOSTILE) hostile.listed.push({ member: shown(member), why });
  }

  addNested(facts: NestedFacts): void {
    if (this.nested.length < LISTED) this.nested.push(facts);
  }
}
