import * as crypto from 'node:crypto';
import type { TableContentFacts } from '../../facts/archive.ts';
import { columnOf } from './copy-rows.ts';
import { inUtc, isLater } from './row-time.ts';
import { holdsTime, type TableDefinition } from './table-definition.ts';

/** What digests of rows are keyed with: without it they say nothing about a row. */
export type DigestKey = Buffer;

/** The key for the digests of a night's tables: from the passphrase, which whoever compares them knows too. */
export const digestKeyOf = (passphrase: string): DigestKey =>
  crypto.createHmac('sha256', passphrase).update('digests of tables').digest();

const TAB = 0x09;
const BACKSLASH = 0x5c;
const SEPARATOR = 0x01;
const NULL_MARK = 0x02;
const ESCAPES: Record<number, number> = { 0x62: 8, 0x66: 12, 0x6e: 10, 0x72: 13, 0x74: 9, 0x76: 11 };
/** So many sums of 32 bits stay exact in a double. */
const EXACT = 1 << 20;

/**
 * Digests the rows of a table: two sums over the keyed SHA-256 of each row, so that their order does not matter and
 * PostgreSQL can work out the same (see `digestSql`). Nothing of a row is kept. Also the time of the newest row.
 */
export class TableContent {
  readonly #columns: string[];
  readonly #createdAt: number;
  /** Columns that are printed in the time zone of whoever asked. */
  readonly #times: number[];
  readonly #key: DigestKey | null;
  #scratch: Buffer;
  #sums: [bigint, bigint] = [0n, 0n];
  #exact: [number, number] = [0, 0];
  #rows = 0;
  #spoilt: boolean;
  #undated = false;
  newest: string | null = null;

  constructor(columns: string[], definition: TableDefinition | null, key: DigestKey | null) {
    this.#columns = columns;
    this.#createdAt = columns.indexOf('created_at');
    const times = new Set(definition?.columns.filter(holdsTime).map(({ name }) => name));
    this.#times = columns.flatMap((name, index) => (times.has(name) ? [index] : []));
    this.#key = key;
    this.#spoilt = key === null;
    this.#scratch = Buffer.alloc(1 << 14);
    key?.copy(this.#scratch);
  }

  /** A row could not be looked into. */
  spoil(): void {
    this.#spoilt = true;
  }

  add(row: Buffer): void {
    if (this.#createdAt >= 0) this.#noteTime(row);
    if (this.#spoilt || this.#key === null) return;
    const length = this.#plain(this.#normal(row), this.#key.length);
    const hash = sha256(this.#scratch.subarray(0, length));
    this.#exact[0] += hash.readUInt32BE(0);
    this.#exact[1] += hash.readUInt32BE(4);
    this.#rows += 1;
    if (this.#rows % EXACT === 0) this.#carry();
  }

  get facts(): TableContentFacts | null {
    this.#carry();
    return {
      columns: this.#columns,
      digest: this.#spoilt ? null : this.#sums.join('-'),
      dated: this.#createdAt >= 0 && !this.#undated,
    };
  }

  #carry(): void {
    this.#sums = [this.#sums[0] + BigInt(this.#exact[0]), this.#sums[1] + BigInt(this.#exact[1])];
    this.#exact = [0, 0];
  }

  #noteTime(row: Buffer): void {
    const column = columnOf(row, this.#createdAt, this.#columns.length);
    const text = column?.toString('latin1') ?? '';
    if (text === '\\N' || text === '') this.#undated = true;
    else if (this.newest === null || isLater(text, this.newest)) this.newest = text;
  }

  /** The row with its times in UTC. */
  #normal(row: Buffer): Buffer {
    const count = this.#columns.length;
    const elsewhere = this.#times.some((index) => {
      const column = columnOf(row, index, count);
      return column !== null && column.length > 2 && column.toString('latin1', column.length - 3) !== '+00';
    });
    if (!elsewhere) return row;
    const values = row.toString('latin1').split('\t');
    for (const index of this.#times) values[index] = inUtc(values[index] ?? '');
    return Buffer.from(values.join('\t'), 'latin1');
  }

  /** Writes the row's values behind the key, free of COPY's escapes; gives where they end. */
  #plain(row: Buffer, from: number): number {
    if (this.#scratch.length < from + row.length) {
      this.#scratch = Buffer.concat([this.#scratch.subarray(0, from), Buffer.alloc(row.length * 2)]);
    }
    const out = this.#scratch;
    let to = from;
    for (let at = 0; at < row.length; at++) {
      const byte = row[at] ?? 0;
      if (byte === TAB) out[to++] = SEPARATOR;
      else if (byte !== BACKSLASH) out[to++] = byte;
      else {
        const escaped = row[++at] ?? BACKSLASH;
        out[to++] = escaped === 0x4e ? NULL_MARK : (ESCAPES[escaped] ?? escaped);
      }
    }
    return to;
  }
}

/** One call instead of an object for each row, where Node has it. */
const sha256: (bytes: Buffer) => Buffer =
  (crypto.hash as typeof crypto.hash | undefined) === undefined
    ? (bytes) => crypto.createHash('sha256').update(bytes).digest()
    : (bytes) => crypto.hash('sha256', bytes, 'buffer');
