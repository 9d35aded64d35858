import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { IndexedRecord } from './index-document.ts';

export interface SearchIndex {
  /** Every indexed record. */
  records(): IterableIterator<IndexedRecord>;
  /** Indexes a record anew; null takes it out. Searches find the change, and the file holds it, on return. */
  put(eventId: string, record: IndexedRecord | null): void;
  replaceAll(records: ReadonlyMap<string, IndexedRecord>): void;
}

interface Line {
  id: string;
  record: IndexedRecord | null;
}

/**
 * The search index: in memory and in a file apart from the database, a JSON line for each change, the last one of a record
 * counting. The file is the truth: when somebody else changes or removes it, the index follows, as a search engine does whose
 * index was deleted.
 */
export function searchIndex(path: string): SearchIndex {
  let records = new Map<string, IndexedRecord>();
  let seen = '';

  const fingerprint = (): string => {
    const file = statSync(path, { throwIfNoEntry: false });
    return file === undefined ? '' : `${file.ino} ${file.size} ${file.mtimeMs}`;
  };

  const follow = () => {
    const now = fingerprint();
    if (now === seen) return;
    seen = now;
    records = now === '' ? new Map<string, IndexedRecord>() : read(path);
  };

  return {
    records: () => {
      follow();
      return records.values();
    },
    put: (eventId, record) => {
      follow();
      apply(records, { id: eventId, record });
      mkdirSync(dirname(path), { recursive: true });
      appendFileSync(path, line(eventId, record));
      seen = fingerprint();
    },
    replaceAll: (all) => {
      records = new Map(all);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, [...records].map(([id, record]) => line(id, record)).join(''));
      renameSync(`${path}.new`, path);
      seen = fingerprint();
    },
  };
}

const line = (id: string, record: IndexedRecord | null): string =>
  `${JSON.stringify({ id, record } satisfies Line)}\n`;

function apply(records: Map<string, IndexedRecord>, { id, record }: Line): void {
  if (record === null) records.delete(id);
  else records.set(id, record);
}

function read(path: string): Map<string, IndexedRecord> {
  const records = new Map<string, IndexedRecord>();
  try {
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      if (text !== '') apply(records, JSON.parse(text) as Line);
    }
    return records;
  } catch (error) {
    console.log(`the search index cannot be read and counts as empty: ${(error as Error).message}`);
    return new Map();
  }
}
