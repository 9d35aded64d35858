import type { TestRegistration } from '../../facts/test-registration.ts';
import type { References } from '../contents/references.ts';
import { DamageError } from '../../facts/damage.ts';
import type { PostgresDumpFacts } from '../../facts/archive.ts';
import type { Source } from '../stream/source.ts';
import { scanCopy } from './copy-rows.ts';
import type { DumpEntry } from './dump-contents.ts';
import { gapsOf } from './dump-gaps.ts';
import type { DumpHeader } from '../../facts/archive.ts';
import { EventRows } from './event-rows.ts';
import { InsertRows } from './insert-rows.ts';
import { TableContent } from './table-content.ts';
import { tableDefinitionOf, type TableDefinition } from './table-definition.ts';

/** A dump has some hundred tables at most; facts stay small whatever is claimed. */
const TABLE_LIMIT = 500;

export interface ScanOptions {
  references: References;
  expected: TestRegistration | null;
}

/** Where the rows of one table go: in COPY's form. */
export interface RowSink {
  row: (row: Buffer) => void;
  /** A row too long to be looked into. */
  skip: () => void;
  end: () => void;
}

/** Gathers what one dump holds, whatever its form: the forms differ in how they keep it, not in what it is. */
export class DumpScan {
  readonly facts: PostgresDumpFacts;
  readonly #rows: EventRows;
  readonly #entries: DumpEntry[] = [];
  readonly #definitions = new Map<string, TableDefinition>();

  constructor(member: string, { references, expected }: ScanOptions) {
    this.#rows = new EventRows(references, expected);
    this.facts = {
      member,
      header: null,
      tables: Object.create(null) as Record<string, number | null>,
      contents: Object.create(null) as PostgresDumpFacts['contents'],
      newestRow: null,
      lacks: [],
      settings: { encoding: null, collation: null },
      eventsByType: this.#rows.eventsByType,
      newestAction: null,
      registration: this.#rows.registration,
      unreadable: null,
      whole: false,
      rowsSkipped: 0,
    };
  }

  begin(header: DumpHeader): void {
    this.facts.header = header;
  }

  /** An entry of the table of contents; in a script as it comes, in an archive before all data. */
  list(entry: DumpEntry): void {
    const { kind, name, definition } = entry;
    if (this.#entries.length < TABLE_LIMIT * 20) this.#entries.push(entry);
    if (kind === 'TABLE DATA' && this.#isCounted(name)) this.facts.tables[name] = null;
    if (kind === 'TABLE' && this.#definitions.size < TABLE_LIMIT)
      this.#definitions.set(name, tableDefinitionOf(definition));
    this.#noteSetting(entry);
  }

  /** The rows of a table out of an archive's data. */
  async table(entry: DumpEntry, data: Source): Promise<void> {
    if (entry.kind !== 'TABLE DATA') return;
    if (entry.columns === null) return this.#inserts(entry, data);
    const sink = this.open(entry.name, entry.columns);
    const { skipped, ended } = await scanCopy(data, sink.row);
    for (let i = 0; i < skipped; i++) sink.skip();
    if (!ended) throw new DamageError('content', 'cut', `the rows of ${entry.name} have no end mark`);
    sink.end();
  }

  async #inserts(entry: DumpEntry, data: Source): Promise<void> {
    const rows = this.insertsInto(entry.name);
    for (let chunk = await data(); chunk !== null; chunk = await data()) rows.push(chunk);
    if (!rows.idle()) throw new DamageError('content', 'cut', `the rows of ${entry.name} break off`);
    rows.end();
  }

  /** Where the rows of a table go that are INSERT statements. */
  insertsInto(name: string): { push: (chunk: Buffer) => void; idle: () => boolean; end: () => void } {
    let sink: RowSink | null = null;
    let columns: string[] = [];
    const rows = new InsertRows({
      onHead: (named) => {
        columns = named.length > 0 ? named : this.#columnsOf(name);
      },
      onRow: (values) => {
        // A default is what COPY leaves out: a column that is computed.
        sink ??= this.open(name, values === null ? columns : columns.filter((_, i) => values[i] !== null));
        if (values === null) sink.skip();
        else sink.row(Buffer.from(values.filter((value) => value !== null).join('\t'), 'latin1'));
      },
    });
    return {
      push: (chunk) => rows.push(chunk),
      idle: () => rows.idle,
      end: () => (sink ?? this.open(name, this.#columnsOf(name, true))).end(),
    };
  }

  /** Where the rows of a table go that are those of a COPY with these columns. */
  open(name: string, columns: string[]): RowSink {
    const onRow = this.#rows.readerOf(name, columns);
    const content = new TableContent(columns);
    let rows = 0;
    return {
      row: (row) => {
        rows += 1;
        content.add(row);
        onRow?.(row);
      },
      skip: () => {
        rows += 1;
        this.facts.rowsSkipped += 1;
      },
      end: () => this.#close(name, rows, content),
    };
  }

  /** After the last byte; `whole`: the dump ended as it should. */
  finish(whole: boolean): void {
    const { facts } = this;
    facts.whole = whole;
    facts.newestAction = this.#rows.newestAction;
    if (whole) facts.lacks = gapsOf(this.#entries, this.#definitions);
  }

  #close(name: string, rows: number, content: TableContent): void {
    const { facts } = this;
    if (content.newest !== null && isNewer(content.newest, facts.newestRow)) facts.newestRow = content.newest;
    if (!this.#isCounted(name)) return;
    facts.tables[name] = (facts.tables[name] ?? 0) + rows;
    facts.contents[name] = content.facts;
  }

  #isCounted(name: string): boolean {
    return name in this.facts.tables || Object.keys(this.facts.tables).length < TABLE_LIMIT;
  }

  #columnsOf(name: string, stored = false): string[] {
    const columns = this.#definitions.get(name)?.columns ?? [];
    return columns.filter(({ generated }) => !stored || !generated).map((column) => column.name);
  }

  #noteSetting({ kind, definition }: DumpEntry): void {
    const { settings } = this.facts;
    if (kind === 'ENCODING') settings.encoding = /= '([\w-]+)'/.exec(definition)?.[1] ?? null;
    if (kind !== 'DATABASE') return;
    settings.collation = /(?:LC_COLLATE|LOCALE) = '([^']+)'/.exec(definition)?.[1] ?? null;
  }
}

const isNewer = (a: string, b: string | null): boolean => b === null || Date.parse(a) > Date.parse(b);
