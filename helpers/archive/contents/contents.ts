import type { TestRegistration } from '../../facts/test-registration.ts';
import type { MemberFacts, MongoDumpFacts, NestedFacts, PostgresDumpFacts } from '../../facts/archive.ts';
import type { TarMember } from '../container/tar.ts';
import { DirectoryDumps } from '../postgres/directory-dumps.ts';
import type { ScanOptions } from '../postgres/dump-scan.ts';
import { Budget } from '../stream/budget.ts';
import type { ReadOptions } from '../archive-input.ts';
import { isoSeconds } from './iso-seconds.ts';
import { ObjectStore } from './object-store.ts';
import { References } from './references.ts';
import { shown } from './shown.ts';

/** Of each file: the object store's members must not crowd out those of the files after it. */
const LISTED = 200;
const FOLDERS = 50;
const NOTED = 20;

export interface ContentsOptions {
  expected: TestRegistration | null;
  sample: { seed: string; size: number };
  onMember?: ReadOptions['onMember'];
}

/** Everything that is gathered from the files of one night, in bounded memory. */
export class Contents {
  readonly expected: TestRegistration | null;
  /** Who else wants the bytes of a member. */
  readonly sinkOf: NonNullable<ReadOptions['onMember']>;
  readonly objects: ObjectStore;
  /** Of everything that is kept until the end. */
  readonly budget = new Budget();
  /** By the member that holds the store. */
  readonly references = new Map<string, References>();
  readonly directoryDumps = new DirectoryDumps((member) => this.scanOptions(member));
  readonly dumps: PostgresDumpFacts[] = [];
  readonly mongo: MongoDumpFacts[] = [];
  readonly nested: NestedFacts[] = [];
  readonly members: MemberFacts = {
    count: 0,
    bytes: 0,
    listed: [],
    folders: noNames(),
    hostile: { count: 0, listed: [] },
    unlikeRead: { count: 0, listed: [] },
  };
  readonly #listed = new Map<string, number>();

  constructor({ expected, sample, onMember = () => null }: ContentsOptions) {
    this.sinkOf = onMember;
    this.expected = expected;
    this.objects = new ObjectStore({ budget: this.budget, expected: expected?.attachments ?? [], sample });
  }

  /** Where the references of a store go. */
  referencesOf(member: string): References {
    const references = this.references.get(member) ?? new References(this.budget);
    this.references.set(member, references);
    return references;
  }

  scanOptions(member: string): ScanOptions {
    return { references: this.referencesOf(member), expected: this.expected };
  }

  /** A file of an outer archive. Lists what lies at most one folder deep; the rest is counted by folder. */
  addMember(file: string, { name, size: bytes, mtime }: TarMember): void {
    const { members } = this;
    members.count += 1;
    members.bytes += bytes;
    const parts = name.split('/');
    const listed = this.#listed.get(file) ?? 0;
    if (parts.length <= 2 && listed < LISTED) {
      members.listed.push({ file, name, bytes, modifiedAt: isoSeconds(mtime) });
      this.#listed.set(file, listed + 1);
    }
    if (parts.length < 2) return;
    const folder = `${parts[0]}/`;
    if (!(folder in members.folders) && Object.keys(members.folders).length >= FOLDERS) return;
    const counted = (members.folders[folder] ??= { count: 0, bytes: 0 });
    counted.count += 1;
    counted.bytes += bytes;
  }

  /**
   * A file that tar keeps no longer, since a later member takes its place: what was found in it does not count.
   */
  forget(file: string, name: string): void {
    const isIt = ({ member }: { member: string }): boolean => member === name;
    this.references.delete(name);
    for (const list of [this.dumps, this.mongo, this.nested]) remove<{ member: string }>(list, isIt);
    remove(this.members.listed, (listed) => listed.file === file && listed.name === name);
  }

  addHostile(member: string, why: string): void {
    note(this.members.hostile, member, why);
  }

  /** A member that tar unpacks otherwise than it was read. */
  addUnlikeRead(member: string, why: string): void {
    note(this.members.unlikeRead, member, why);
  }

  addNested(facts: NestedFacts): void {
    if (this.nested.length < LISTED) this.nested.push(facts);
  }
}

function note(list: MemberFacts['hostile'], member: string, why: string): void {
  list.count += 1;
  if (list.listed.length < NOTED) list.listed.push({ member: shown(member), why });
}

function remove<T>(list: T[], isIt: (item: T) => boolean): void {
  for (let i = list.length - 1; i >= 0; i--) if (isIt(list[i]!)) list.splice(i, 1);
}

/** A record whose names come out of an archive: none of them is one of the language's own. */
const noNames = (): Record<string, never> => Object.create(null) as Record<string, never>;
