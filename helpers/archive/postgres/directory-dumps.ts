import { DamageError } from '../../facts/damage.ts';
import type { PostgresDumpFacts } from '../../facts/archive.ts';
import type { Source } from '../stream/source.ts';
import { DATA_FILE, readFileOfDump, readToc, type Toc } from './dump-files.ts';
import { UnknownDumpError } from './dump-header.ts';
import { damageOf } from './inspect-dump.ts';
import { DumpScan, type ScanOptions } from './dump-scan.ts';

/** Data that come before their list are held so far; tar gives a folder's files in any order. */
const HELD_LIMIT = 32 << 20;

interface Directory {
  scan: DumpScan;
  toc: Toc | null;
  held: { file: string; bytes: Buffer }[];
}

/** Dumps in directory format, whose files lie in an archive in any order, between others. */
export class DirectoryDumps {
  readonly #optionsOf: (member: string) => ScanOptions;
  readonly #directories = new Map<string, Directory>();
  #held = 0;

  constructor(optionsOf: (member: string) => ScanOptions) {
    this.#optionsOf = optionsOf;
  }

  /** Whether a file is part of such a dump, by its name. */
  static matches(path: string): boolean {
    const [file = '', folder] = path.split('/').reverse();
    return folder !== undefined && (file === 'toc.dat' || DATA_FILE.test(file));
  }

  /** One file of a dump. Damage of its own is thrown and ends this dump, not the reading. */
  async add(path: string, body: Source): Promise<void> {
    const at = path.lastIndexOf('/');
    const [folder, file] = [path.slice(0, at), path.slice(at + 1)];
    const directory = this.#directoryOf(folder);
    if (directory.scan.facts.unreadable !== null) return;
    if (file !== 'toc.dat') {
      if (directory.toc === null) return this.#hold(directory, file, body);
      return readFileOfDump(directory.toc, file, body, directory.scan);
    }
    try {
      directory.toc = await readToc(body, directory.scan);
    } catch (error) {
      if (!(error instanceof UnknownDumpError)) throw error;
      directory.scan.facts.unreadable = error.message;
      return;
    }
    for (const { file: name, bytes } of directory.held.splice(0)) {
      this.#held -= bytes.length;
      await readFileOfDump(directory.toc, name, once(bytes), directory.scan);
    }
  }

  /** After the last file of the archive: what came of each dump. */
  async finish(): Promise<{ facts: PostgresDumpFacts; damage: DamageError | null }[]> {
    const done = [];
    for (const { scan, toc } of this.#directories.values()) {
      const damage = await damageOf(scan, () => {
        if (scan.facts.unreadable !== null) throw new UnknownDumpError(scan.facts.unreadable);
        if (toc === null)
          throw new DamageError('content', 'cut', 'a dump in directory format lacks its toc.dat');
        toc.assertComplete();
        return Promise.resolve();
      });
      done.push({ facts: scan.facts, damage });
    }
    this.#directories.clear();
    return done;
  }

  #directoryOf(folder: string): Directory {
    const known = this.#directories.get(folder);
    if (known !== undefined) return known;
    const made = { scan: new DumpScan(folder, this.#optionsOf(folder)), toc: null, held: [] };
    this.#directories.set(folder, made);
    return made;
  }

  async #hold(directory: Directory, file: string, body: Source): Promise<void> {
    const chunks: Buffer[] = [];
    for (let chunk = await body(); chunk !== null; chunk = await body()) {
      this.#held += chunk.length;
      if (this.#held > HELD_LIMIT) {
        directory.held = [];
        directory.scan.facts.unreadable =
          'its data come before their list, and there are too many to be held';
        return;
      }
      chunks.push(chunk);
    }
    directory.held.push({ file, bytes: Buffer.concat(chunks) });
  }
}

function once(bytes: Buffer): Source {
  let rest: Buffer | null = bytes.length === 0 ? null : bytes;
  return () => {
    const chunk = rest;
    rest = null;
    return Promise.resolve(chunk);
  };
}
