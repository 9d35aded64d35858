import type { ReferenceFacts } from '../../facts/archive.ts';
import type { Budget } from '../stream/budget.ts';
import { KeySet } from './key-set.ts';

/** How many bytes of references are kept as text, so that what is missing can be named; beyond it only counted. */
const TEXT_LIMIT = 8 << 20;
const NAMED = 20;

interface Reference {
  key: string;
  /** When the row that holds it was made, as the database prints it; empty: unknown. */
  at: string;
}

/** Gathers the object keys that the database refers to. */
export class References {
  readonly #keys: KeySet;
  #kept: Reference[] = [];
  #keptBytes = 0;
  /** Whether any table that can hold references was read. */
  seen = false;

  constructor(budget?: Budget) {
    this.#keys = new KeySet(budget);
  }

  add(key: string, at = ''): void {
    if (!this.#keys.add(key) || this.#keptBytes > TEXT_LIMIT) return;
    this.#kept.push({ key, at });
    this.#keptBytes += key.length;
  }

  /** Compares with the objects that were found. Call when both stores have been read. */
  compare(objects: KeySet, newestObject: string | null): ReferenceFacts | null {
    if (!this.seen) return null;
    const missing = this.#kept.filter(({ key }) => !objects.has(key));
    const later = missing.filter(({ at }) => isLater(at, newestObject));
    const total = this.#keys.countMissingIn(objects);
    return {
      count: this.#keys.size,
      missing: total,
      missingMadeLater: later.length,
      listed: missing.slice(0, NAMED).map(({ key }) => key),
    };
  }
}

/** PostgreSQL prints `2026-11-23 01:10:10.245228+00`. */
export function timeOf(text: string): Date | null {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,3})?\d*([+-]\d\d)(:\d\d)?$/.exec(text);
  if (parts === null) return null;
  return new Date(`${parts[1]}T${parts[2]}${parts[3] ?? ''}${parts[4]}${parts[5] ?? ':00'}`);
}

function isLater(at: string, newestObject: string | null): boolean {
  const time = timeOf(at);
  return time !== null && newestObject !== null && time.getTime() > Date.parse(newestObject);
}
