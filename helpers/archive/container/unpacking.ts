import { KeySet } from '../contents/key-set.ts';
import { TooMuchError, type Budget } from '../stream/budget.ts';
import type { TarMember } from './tar.ts';
import { leavesFolder, unpackedPath } from './unpacked-path.ts';

/**
 * What tar does with a member after those before it: `replaces` takes the place of an earlier one, `refused` is left out,
 * `unclear`: versions of tar differ.
 */
export interface Fate {
  is: 'new' | 'replaces' | 'refused' | 'unclear';
  /** Why what tar unpacks is not what was read; null: it is. */
  why: string | null;
}

/** Files that became folders: no honest archive has any. */
const TURNED_LIMIT = 1000;
/** Folders without a member, so far. */
const EMPTY_LIMIT = 10_000;

const NEW: Fate = { is: 'new', why: null };
const TWICE: Fate = { is: 'replaces', why: 'given twice: tar keeps the last one' };
const SPARSE: Fate = { is: 'new', why: 'sparse file: tar unpacks other bytes than were read' };
const refused = (why: string): Fate => ({ is: 'refused', why });
const unclear = (why: string): Fate => ({ is: 'unclear', why });

/** Bytes of a name within a folder, on every file system of Linux. */
const PART_LIMIT = 255;
const hasLongPart = (name: string): boolean =>
  // Most paths as a whole are shorter than that.
  Buffer.byteLength(name) > PART_LIMIT &&
  name.split('/').some((part) => Buffer.byteLength(part) > PART_LIMIT);

/**
 * Follows what stands where after each member, as tar unpacks them: the last one of a name wins, of whatever type, and some
 * cannot be unpacked at all. Holds a fingerprint of each name, so a million of them are no burden.
 */
export class Unpacking {
  /** Files, links and pipes. */
  readonly #files: KeySet;
  /** Folders with something in them. */
  readonly #parents: KeySet;
  readonly #empty = new Set<string>();
  /** Files whose place a folder has taken. */
  readonly #turned = new Set<string>();
  #lastParent = '';

  constructor(budget?: Budget) {
    this.#files = new KeySet(budget);
    this.#parents = new KeySet(budget);
  }

  add({ name, rawName, type, hardLinkTo, sparse }: TarMember): Fate {
    if (leavesFolder(rawName)) return refused('tar refuses a name with ..');
    if (type === 'other') return unclear('of a type that tools unpack differently');
    if (name === '') return /^\.\/?$/.test(rawName) && type === 'directory' ? NEW : unclear('it has no name');
    if (/\/\.?$/.test(rawName) && (type !== 'directory' || this.#isFile(name))) {
      return unclear('its name is that of a folder');
    }
    if (hasLongPart(name)) return refused('a part of its name is longer than a file system takes');
    const parent = name.slice(0, Math.max(0, name.lastIndexOf('/')));
    if (parent !== '' && !this.#enter(parent)) return refused('what it lies in is no folder');
    if (type === 'directory') return this.#addFolder(name);
    if (this.#parents.has(name)) return refused('it stands where a folder with members is');
    if (hardLinkTo !== null) {
      const target = unpackedPath(hardLinkTo);
      if (/\/\.?$/.test(hardLinkTo) || !this.#isFile(target)) return unclear('a link to what is not there');
      if (target === name) return refused('a link to itself');
    }
    const replaces = this.#empty.delete(name) || this.#isFile(name);
    this.#turned.delete(name);
    this.#files.add(name);
    return replaces ? TWICE : sparse ? SPARSE : NEW;
  }

  #addFolder(name: string): Fate {
    const replaces = this.#isFile(name);
    if (replaces && this.#turned.size >= TURNED_LIMIT)
      throw new TooMuchError('the archive gives too many names twice');
    if (replaces) this.#turned.add(name);
    // One too many is taken for one with members: what takes its place is then refused instead of replacing it.
    if (this.#empty.size >= EMPTY_LIMIT) this.#parents.add(name);
    else if (!this.#parents.has(name)) this.#empty.add(name);
    return replaces ? TWICE : NEW;
  }

  /** Notes the folders that a member lies in; false: one of them is something else. */
  #enter(parent: string): boolean {
    if (parent === this.#lastParent) return true;
    for (let end = parent.indexOf('/'); ; end = parent.indexOf('/', end + 1)) {
      const folder = end < 0 ? parent : parent.slice(0, end);
      if (this.#isFile(folder)) return false;
      this.#parents.add(folder);
      this.#empty.delete(folder);
      if (end < 0) break;
    }
    this.#lastParent = parent;
    return true;
  }

  #isFile(name: string): boolean {
    return this.#files.has(name) && !this.#turned.has(name);
  }
}
