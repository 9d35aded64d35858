import type { ReferenceFacts } from '../../facts/archive.ts';
import { microsOf } from '../postgres/row-time.ts';
import type { Budget } from '../stream/budget.ts';
import { KeySet } from './key-set.ts';

/** How many bytes of a store's references are kept as text, so that what is missing can be named; beyond it only counted. */
const TEXT_LIMIT = 8 << 20;
const NAMED = 20;

/** The object keys that one store of the archive refers to. */
export class References {
  readonly keys: KeySet;
  /** Of each key, when the oldest row that holds it was written, as the database prints it; empty: unknown. */
  readonly kept = new Map<string, string>();
  #keptBytes = 0;
  /** Whether any table that can hold references was read. */
  seen = false;

  constructor(budget?: Budget) {
    this.keys = new KeySet(budget);
  }

  add(key: string, at = ''): void {
    if (this.keys.add(key)) {
      if (this.#keptBytes > TEXT_LIMIT) return;
      this.kept.set(key, at);
      this.#keptBytes += key.length;
      return;
    }
    const before = this.kept.get(key);
    if (before !== undefined && isOlder(at, before)) this.kept.set(key, at);
  }
}

/** A row without a time may be of any age. */
const isOlder = (at: string, than: string): boolean =>
  at !== than && (microsOf(at) ?? -Infinity) < (microsOf(than) ?? -Infinity);

/**
 * Compares what every store refers to with the objects that were found; null: no store that can hold references was read.
 * A row written after `packedFrom` may have had its file uploaded too late for the backup; no other has an excuse.
 */
export function compareReferences(
  stores: ReadonlyMap<string, References>,
  objects: KeySet,
  packedFrom: string | null,
): ReferenceFacts | null {
  const seen = [...stores].filter(([, { seen }]) => seen);
  if (seen.length === 0) return null;
  const packed = packedFrom === null ? Infinity : Date.parse(packedFrom) * 1000;
  const facts: ReferenceFacts = {
    ...{ count: 0, missing: 0, missingMadeLater: 0, packedFrom, stores: [], listed: [] },
  };
  const excused: string[] = [];
  for (const [member, { keys, kept }] of seen) {
    const missing = keys.countMissingIn(objects);
    facts.stores.push({ member, count: keys.size, missing });
    facts.count += keys.size;
    facts.missing += missing;
    for (const [key, at] of missing === 0 ? [] : kept) {
      if (objects.has(key)) continue;
      const isLater = (microsOf(at) ?? -Infinity) > packed;
      if (isLater) facts.missingMadeLater += 1;
      const list = isLater ? excused : facts.listed;
      if (list.length < NAMED) list.push(key);
    }
  }
  facts.listed = [...new Set([...facts.listed, ...excused])].slice(0, NAMED);
  return facts;
}
