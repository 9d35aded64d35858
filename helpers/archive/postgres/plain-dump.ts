import { DamageError } from '../../facts/damage.ts';
import type { Source } from '../stream/source.ts';
import { isEndMark } from './copy-rows.ts';
import type { DumpEntry } from './dump-contents.ts';
import type { DumpCompression, DumpHeader } from '../../facts/archive.ts';
import { UnknownDumpError } from './dump-header.ts';
import type { DumpScan, RowSink } from './dump-scan.ts';
import { forEachLine } from './lines.ts';
import { nameListAt, qualifiedNameAt } from './sql-names.ts';
import { openAfter } from './sql-open.ts';

const DEFINITION_LIMIT = 1 << 20;
const NEWLINE = Buffer.from('\n');
const LAST_LINE = /^-- PostgreSQL database (?:cluster )?dump complete$/;

/** Reads a script of SQL as pg_dump and pg_dumpall write it; the comment before each thing is its entry in the list. */
export async function readPlainDump(
  source: Source,
  scan: DumpScan,
  compression: DumpCompression,
): Promise<void> {
  const dump = new PlainDump(scan, compression);
  await forEachLine(source, (line) => dump.onLine(line));
  dump.end();
}

class PlainDump {
  readonly #scan: DumpScan;
  readonly #header: DumpHeader;
  #entry: DumpEntry | null = null;
  #definition: string[] = [];
  #length = 0;
  #count = 0;
  /** What is open at the end of the last line: a quote, a comment; empty: nothing. */
  #open = '';
  #copy: RowSink | null = null;
  /** Whether the rows of the open entry came as those of a COPY. */
  #copied = false;
  #inserts: ReturnType<DumpScan['insertsInto']> | null = null;
  #complete = false;

  constructor(scan: DumpScan, compression: DumpCompression) {
    this.#scan = scan;
    this.#header = {
      ...{ form: 'plain', format: 0, compression, createdAt: null },
      ...{ database: '', serverVersion: '', dumpVersion: '' },
    };
    scan.begin(this.#header);
  }

  onLine(line: Buffer | null): void {
    if (this.#copy !== null) this.#onRow(this.#copy, line);
    else if (line === null) throw new UnknownDumpError('a line is too long to be looked into');
    else if (this.#inserts !== null && !(this.#inserts.idle() && !line.subarray(0, 7).equals(INSERT))) {
      this.#inserts.push(line);
      this.#inserts.push(NEWLINE);
    } else this.#onSql(line);
  }

  end(): void {
    this.#close();
    if (this.#copy !== null || !this.#complete) {
      throw new DamageError('content', 'cut', 'the PostgreSQL dump ends before its last line');
    }
  }

  #onRow(copy: RowSink, line: Buffer | null): void {
    if (line === null) copy.skip();
    else if (!isEndMark(line)) copy.row(line);
    else {
      copy.end();
      this.#copy = null;
    }
  }

  #onSql(line: Buffer): void {
    const text = line.toString('utf8');
    const fresh = this.#open === '';
    this.#open = openAfter(text, this.#open);
    if (fresh && text.startsWith('-- ')) this.#onComment(text);
    else if (fresh && this.#entry?.kind === 'TABLE DATA' && text.startsWith('COPY ')) this.#beginCopy(text);
    else if (fresh && this.#entry?.kind === 'TABLE DATA' && text.startsWith('INSERT ')) {
      this.#inserts ??= this.#scan.insertsInto(this.#entry.name);
      this.#open = '';
      this.#inserts.push(line);
      this.#inserts.push(NEWLINE);
    } else if (fresh && text.startsWith('\\connect ')) this.#header.database = text.split(' ').at(-1) ?? '';
    else if (fresh && text.startsWith('SET client_encoding = ')) this.#list('ENCODING', '', '', text);
    else this.#keep(text);
  }

  #onComment(text: string): void {
    const from = /^-- Dumped from database version (\S+)/.exec(text)?.[1];
    const by = /^-- Dumped by pg_dump version (\S+)/.exec(text)?.[1];
    if (from !== undefined) this.#header.serverVersion = from;
    if (by !== undefined) this.#header.dumpVersion = by;
    if (/^-- PostgreSQL database dump$/.test(text)) this.#complete = false;
    if (LAST_LINE.test(text)) {
      this.#close();
      this.#complete = true;
    }
    const type = text.lastIndexOf('; Type: ');
    const schema = text.indexOf('; Schema: ', type);
    const owner = text.lastIndexOf('; Owner: ');
    if (type < 0 || schema < 0 || owner < schema) return;
    this.#close();
    const tag = text.slice(0, type).replace(/^-- (?:Data for )?Name: /, '');
    const name = text.slice(schema + '; Schema: '.length, owner);
    this.#entry = entryOf((this.#count += 1), text.slice(type + '; Type: '.length, schema), name, tag);
    if (this.#entry.kind === 'TABLE DATA') this.#scan.list(this.#entry);
  }

  #beginCopy(text: string): void {
    const table = qualifiedNameAt(text, 'COPY '.length);
    if (table === null || !text.endsWith(' FROM stdin;')) return this.#keep(text);
    this.#open = '';
    this.#copied = true;
    this.#copy = this.#scan.open(`${table.schema}.${table.name}`, nameListAt(text, table.end));
  }

  #keep(text: string): void {
    this.#length += text.length;
    if (this.#length <= DEFINITION_LIMIT) this.#definition.push(text);
  }

  /** What belonged to the entry so far is all there is. */
  #close(): void {
    if (this.#entry?.kind === 'TABLE DATA') {
      // A table without a row has no statement either, where rows are INSERT statements.
      if (!this.#copied) (this.#inserts ?? this.#scan.insertsInto(this.#entry.name)).end();
    } else if (this.#entry !== null) {
      this.#scan.list({ ...this.#entry, definition: this.#definition.join('\n').trim() });
    }
    this.#copied = false;
    [this.#entry, this.#inserts, this.#definition, this.#length] = [null, null, [], 0];
  }

  #list(kind: string, schema: string, tag: string, definition: string): void {
    this.#scan.list({ ...entryOf((this.#count += 1), kind, schema, tag), definition });
  }
}

const INSERT = Buffer.from('INSERT ');

const entryOf = (id: number, kind: string, schema: string, tag: string): DumpEntry => ({
  ...{ id, kind, tag, definition: '', columns: null, hasData: false, file: '' },
  schema: schema === '-' ? '' : schema,
  name: schema === '-' || schema === '' ? tag : `${schema}.${tag}`,
});
