import type { TableContentFacts } from '../../facts/archive.ts';
import { columnOf } from './copy-rows.ts';
import { isLater } from './row-time.ts';

/** When the rows of a table were made, as far as they say it. Nothing else of a row is looked at. */
export class TableContent {
  readonly #columns: string[];
  readonly #createdAt: number;
  #undated = false;
  newest: string | null = null;

  constructor(columns: string[]) {
    this.#columns = columns;
    this.#createdAt = columns.indexOf('created_at');
  }

  add(row: Buffer): void {
    if (this.#createdAt < 0) return;
    const column = columnOf(row, this.#createdAt, this.#columns.length);
    const text = column?.toString('latin1') ?? '';
    if (text === '\\N' || text === '') this.#undated = true;
    else if (this.newest === null || isLater(text, this.newest)) this.newest = text;
  }

  get facts(): TableContentFacts {
    return { columns: this.#columns, dated: this.#createdAt >= 0 && !this.#undated };
  }
}
