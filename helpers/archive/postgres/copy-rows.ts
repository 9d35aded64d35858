import type { Source } from '../stream/source.ts';
import { forEachLine } from './lines.ts';

const TAB = 0x09;
const BACKSLASH = 0x5c;
const DOT = 0x2e;

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
  await forEachLine(data, (line) => {
    if (scan.ended) return;
    if (line !== null && isEndMark(line)) scan.ended = true;
    else {
      scan.rows += 1;
      if (line === null) scan.skipped += 1;
      else onRow?.(line);
    }
  });
  return scan;
}

/** Whether a line is `\.`, which ends the rows of a COPY. */
export const isEndMark = (line: Buffer): boolean =>
  line.length === 2 && line[0] === BACKSLASH && line[1] === DOT;

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
