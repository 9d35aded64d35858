import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { IndexedRecord } from './index-document.ts';

export interface SearchIndex {
  /** Every indexed record. */
  records(): IterableIterator<IndexedRecord>;
  get(eventId: string): IndexedRecord | undefined;
  put(eventId: string, record: IndexedRecord | null): void;
  replaceAll(records: ReadonlyMap<string, IndexedRecord>): void;
  /** Writes what is still to be written. */
  flush(): void;
}

const WRITE_AFTER_MS = 50;

/**
 * The search index: in memory and in a file apart from the database. The file is the truth: when somebody else changes or
 * removes it, the index follows, as a search engine does whose index was deleted or restored from elsewhere.
 */
export function searchIndex(path: string): SearchIndex {
  let records = new Map<string, IndexedRecord>();
  let seen = '';
  let timer: NodeJS.Timeout | null = null;

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

  const flush = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, serialize(records));
    renameSync(`${path}.new`, path);
    seen = fingerprint();
  };

  const writeSoon = () => {
    timer ??= setTimeout(flush, WRITE_AFTER_MS);
  };

  return {
    records: () => {
      follow();
      return records.values();
    },
    get: (eventId) => {
      follow();
      return records.get(eventId);
    },
    put: (eventId, record) => {
      follow();
      if (record === null) records.delete(eventId);
      else records.set(eventId, record);
      writeSoon();
    },
    replaceAll: (all) => {
      records = new Map(all);
      writeSoon();
      flush();
    },
    flush,
  };
}

/** One record a line, so that a line can be taken out by hand. */
const serialize = (records: ReadonlyMap<string, IndexedRecord>): string =>
  `{\n${[...records].map(([id, record]) => `${JSON.stringify(id)}:${JSON.stringify(record)}`).join(',\n')}\n}\n`;

function read(path: string): Map<string, IndexedRecord> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, IndexedRecord>));
  } catch (error) {
    console.log(`the search index cannot be read and counts as empty: ${(error as Error).message}`);
    return new Map();
  }
}
