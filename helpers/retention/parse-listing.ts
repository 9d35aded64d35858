import { DEEP_ENTRIES } from './list-script.ts';
import type { BackupListing, EntryKind, ListedEntry } from '../facts/retention.ts';

const KINDS: Record<string, EntryKind> = { f: 'file', d: 'directory', l: 'link' };

/**
 * Reads what the listing script wrote. A name may hold anything but a NUL and a slash, tabs and newlines
 * included, and therefore always comes last in its record.
 */
export function parseListing(output: Buffer): Omit<BackupListing, 'tookMs'> {
  const entries = new Map<string, ListedEntry>();
  const listing: Omit<BackupListing, 'tookMs' | 'entries'> = {
    complete: true,
    truncated: false,
    growing: [],
    ancestors: [],
    disk: { freeBytes: 0, totalBytes: 0 },
  };
  let headed: string[] = [];
  let deep = 0;
  for (const record of output.toString('utf8').split('\0')) {
    const [tag, ...fields] = record.split('\t');
    if (tag === 'E') {
      const entry = entryOf(fields);
      if (entry.path.split('/').length > 2 && ++deep > DEEP_ENTRIES) listing.truncated = true;
      else entries.set(entry.path, entry);
    } else if (tag === 'A') {
      const [owner = '', group = '', mode = '', ...path] = fields;
      listing.ancestors.unshift({ path: path.join('\t'), owner, group, mode: Number.parseInt(mode, 8) });
    } else if (tag === 'F') {
      const [free = 0, total = 0, block = 0] = fields.map(Number);
      listing.disk = { freeBytes: free * block, totalBytes: total * block };
    } else if (tag === 'H') {
      headed.push(fields.join('\t').replace(/^\.\//, ''));
    } else if (tag === 'B') {
      const heads = fields.join('').split('\n').filter(Boolean);
      // A file that vanished or shrank in between shifts the heads that follow: then none of them is believed.
      if (heads.length === headed.length && heads.every((head) => head.trim().length === 23)) {
        headed.forEach((path, i) => setHead(entries.get(path), heads[i] ?? ''));
      }
      headed = [];
    } else if (tag === 'S') {
      const [bytes, ...path] = fields;
      const before = entries.get(path.join('\t'));
      if (before !== undefined && before.bytes !== Number(bytes)) listing.growing.push(before.path);
    } else if (tag === 'X' && fields[0] !== '0') {
      listing.complete = false;
    }
  }
  return { entries: [...entries.values()], ...listing };
}

function entryOf([
  kind = '',
  bytes = '',
  time = '',
  owner = '',
  group = '',
  mode = '',
  ...path
]: string[]): ListedEntry {
  return {
    path: path.join('\t'),
    kind: KINDS[kind] ?? 'other',
    bytes: Number(bytes),
    modifiedAt: new Date(Math.round(Number(time) * 1000)).toISOString(),
    owner,
    group,
    mode: Number.parseInt(mode, 8),
  };
}

function setHead(entry: ListedEntry | undefined, hex: string): void {
  if (entry !== undefined) entry.head = hex.replaceAll(' ', '');
}
