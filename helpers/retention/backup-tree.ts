import type { Layout } from '../facts/policy.ts';
import { PROBE_FILES } from '../layout/expected-files.ts';
import { layoutOf } from '../layout/layouts.ts';
import type { ListedEntry } from '../facts/retention.ts';
import { isDate } from '../schedule/local-time.ts';

/** A directory named like a date, with all that lies in it. */
export interface DatedDirectory {
  date: string;
  entry: ListedEntry;
  /** Directly in it. */
  files: ListedEntry[];
  /** Deeper. */
  nested: ListedEntry[];
}

/** The backup directory, sorted by what things are. */
export interface BackupTree {
  /** By date, ascending. */
  dated: DatedDirectory[];
  /** Names of differential repositories. */
  repositories: string[];
  /** Directly in the backup directory, and neither a date nor known. */
  strays: ListedEntry[];
}

/** Sorts the listing of a backup directory. Pure. */
export function backupTree(entries: readonly ListedEntry[], layout: Layout): BackupTree {
  const dated = new Map<string, DatedDirectory>();
  const tree: BackupTree = { dated: [], repositories: [], strays: [] };
  const deeper: ListedEntry[] = [];
  for (const entry of entries) {
    const { path, kind } = entry;
    if (path.includes('/')) deeper.push(entry);
    else if (kind === 'directory' && isDate(path)) {
      dated.set(path, { date: path, entry, files: [], nested: [] });
    } else if (kind === 'directory' && layoutOf(layout).repositories.includes(path)) {
      tree.repositories.push(path);
    } else if (!(kind === 'file' && PROBE_FILES.includes(path))) tree.strays.push(entry);
  }
  for (const entry of deeper) {
    const [top = '', ...rest] = entry.path.split('/');
    dated.get(top)?.[rest.length === 1 ? 'files' : 'nested'].push(entry);
  }
  tree.dated = [...dated.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  return tree;
}

/** The name of an entry in its own directory. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
