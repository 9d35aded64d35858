import type { Source } from '../stream/source.ts';

const NEWLINE = 0x0a;
const TAB = 0x09;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
/** A row longer than this is counted, not looked into: memory stays bounded. PostgreSQL allows 1 GB a field. */
const ROW_LIMIT = 16 << 20;

export interface CopyScan {
  rows: number;
  /** Rows too long to look into. */
  skipped: number;
  /** Whether the end mark `\.` was there. */
  ended: boolean;
}

/** Splits the text of a COPY into rows; `onRow` gets each without its newline, valid for good. */
export async function scanCopy(data: Source, onRow: ((row: Buffer) => void) | null): Promise<CopyScan> {
  const scan: CopyScan = { rows: 0, skipped: 0, ended: false };
  let carry: Buffer | null = null;
  let tooLong = false;
  for (let chunk = await data(); chunk !== null; chunk = await data()) {
    let at = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, at)) {
      const row: Buffer =
        carry === null ? chunk.subarray(at, end) : Buffer.concat([carry, chunk.subarray(at, end)]);
      [carry, at] = [null, end + 1];
      if (scan.ended) continue;
      if (row.length === 2 && row[0] === BACKSLASH && row[1] === DOT) scan.ended = true;
      else {
        scan.rows += 1;
        if (tooLong) scan.skipped += 1;
        else onRow?.(row);
      }
      tooLong = false;
    }
    if (at === chunk.length) continue;
    const rest = chunk.subarray(at);
    carry = carry === null ? rest : Buffer.concat([carry, rest]);
    if (carry.length > ROW_LIMIT) [carry, tooLong] = [carry.subarray(0, 3), true];
  }
  return scan;
}

/**
 * The raw bytes of column `index` of `count`. Counts from the nearer end, so that the wide columns in the middle of
 * a row are not walked through. Null: the row has no such column.
 */
export function columnOf(row: Buffer, index: number, count: number): Buffer | null {
  if (index < 0 || index >= count) return null;
  if (index <= count / 2) {
    let start = 0;
    for (let i = 0; i < index; i++) {
      start = row.indexOf(TAB, start) + 1;
      if (start === 0) return null;
    }
    const end = row.indexOf(TAB, start);
    return row.subarray(start, end < 0 ? row.length : end);
  }
  let end = row.length;
  for (let i = count - 1; i > index; i--) {
    end = row.lastIndexOf(TAB, end - 1);
    if (end < 0) return null;
  }
  return row.subarray(end === 0 ? 0 : row.lastIndexOf(TAB, end - 1) + 1, end);
}

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The value of a column in COPY's text format; null for `\N`. */
export function unescapeCopy(column: Buffer): string | null {
  const text = column.toString('utf8');
  if (text === '\\N') return null;
  return text.includes('\\') ? text.replace(/\\(.)/gs, (_, c: string) => ESCAPES[c] ?? c) : text;
}
