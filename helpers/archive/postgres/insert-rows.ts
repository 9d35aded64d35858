import { nameListAt } from './sql-names.ts';

const QUOTE = 0x27;
const NAME_QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const END = 0x3b;
/** A row longer than this is counted, not looked into. */
const ROW_LIMIT = 16 << 20;
const HEAD_LIMIT = 1 << 16;

export interface InsertSink {
  /** Before the first row: the columns that the statement names; empty: it names none. */
  onHead: (columns: string[]) => void;
  /** Each value in the form of COPY's text; null in place of a row that is too long. Null as a value: a default. */
  onRow: (values: (string | null)[] | null) => void;
}

/** Reads rows out of `INSERT INTO … VALUES (…), (…);` statements, pushed in any chunks. Bytes are held as Latin-1 text. */
export class InsertRows {
  readonly #sink: InsertSink;
  #text: Buffer[] = [];
  #length = 0;
  #state: 'head' | 'between' | 'row' = 'head';
  #quoted = false;
  #named = false;
  #headSeen = false;

  constructor(sink: InsertSink) {
    this.#sink = sink;
  }

  /** Whether no statement is open. */
  get idle(): boolean {
    return this.#state === 'head' && !this.#quoted && this.#taken().trim() === '';
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#quoted) {
        at = chunk.indexOf(QUOTE, at);
        if (at < 0) break;
        this.#quoted = false;
        continue;
      }
      const byte = chunk[at];
      if (byte === NAME_QUOTE) this.#named = !this.#named;
      else if (this.#named) continue;
      else if (byte === QUOTE) this.#quoted = true;
      else if (byte === OPEN || byte === CLOSE || byte === END) {
        this.#keep(chunk.subarray(from, at));
        from = this.#onMark(byte) ? at + 1 : at;
      }
    }
    this.#keep(chunk.subarray(from));
  }

  /** Whether the mark itself is done with; else it stays part of the text. */
  #onMark(mark: number): boolean {
    if (this.#state === 'row') {
      if (mark !== CLOSE) return false;
      this.#sink.onRow(this.#length > ROW_LIMIT ? null : valuesOf(this.#taken()));
      this.#clear('between');
      return true;
    }
    if (mark === END) {
      this.#clear('head');
      return true;
    }
    if (mark !== OPEN || !(this.#state === 'between' || /\sVALUES\s*$/.test(this.#taken()))) return false;
    if (!this.#headSeen) this.#sink.onHead(columnsOf(this.#taken()));
    this.#headSeen = true;
    this.#clear('row');
    return true;
  }

  #keep(bytes: Buffer): void {
    this.#length += bytes.length;
    if (bytes.length > 0 && this.#length <= (this.#state === 'row' ? ROW_LIMIT : HEAD_LIMIT))
      this.#text.push(bytes);
  }

  #taken(): string {
    if (this.#text.length > 1) this.#text = [Buffer.concat(this.#text)];
    return this.#text[0]?.toString('latin1') ?? '';
  }

  #clear(state: 'head' | 'between' | 'row'): void {
    this.#text = [];
    this.#length = 0;
    this.#state = state;
  }
}

/** Of `INSERT INTO app.events (id, name) VALUES`. */
function columnsOf(head: string): string[] {
  const list = head.indexOf(' (');
  return list < 0 ? [] : nameListAt(head, list);
}

/** The values between a row's parentheses, as COPY would write them. */
function valuesOf(row: string): (string | null)[] {
  const values: (string | null)[] = [];
  for (let at = 0; at < row.length;) {
    while (row[at] === ' ' || row[at] === ',' || row[at] === '\n') at += 1;
    const quote = row.indexOf("'", at);
    const comma = row.indexOf(',', at);
    if (quote < 0 || (comma >= 0 && comma < quote)) {
      const end = comma < 0 ? row.length : comma;
      values.push(bareValue(row.slice(at, end).trim()));
      at = end;
    } else {
      const end = endOfString(row, quote);
      const prefix = row.slice(at, quote).trim();
      values.push(stringValue(row.slice(quote + 1, end), prefix));
      at = end + 1;
    }
  }
  return values;
}

function bareValue(word: string): string | null {
  if (word === 'DEFAULT') return null;
  if (word === 'NULL') return '\\N';
  if (word === 'true' || word === 'false') return word.slice(0, 1);
  return word;
}

/** Where the string that begins at `quote` ends; a quote in it is written twice. */
function endOfString(row: string, quote: number): number {
  for (let end = row.indexOf("'", quote + 1); end >= 0; end = row.indexOf("'", end + 2)) {
    if (row[end + 1] !== "'") return end;
  }
  return row.length;
}

const ESCAPED: Record<string, string> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** Prefix `E`: backslashes are written twice; `B` and `X`: bits. */
function stringValue(body: string, prefix: string): string {
  let value = body.replaceAll("''", "'");
  if (prefix === 'E') value = value.replaceAll('\\\\', '\\');
  return value.replace(/[\\\b\f\n\r\t\v]/g, (found) => ESCAPED[found] ?? found);
}
