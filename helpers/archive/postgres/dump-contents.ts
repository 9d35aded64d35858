import { dumpCorrupt, type DumpReader } from './dump-reader.ts';

/** One entry of a dump's table of contents, as far as it matters here. */
export interface DumpEntry {
  id: number;
  /** `TABLE DATA`, `TABLE`, `BLOBS`, … */
  kind: string;
  /** `app.events`; the tag alone where there is no schema. */
  name: string;
  /** Columns in the order of the data, of a `TABLE DATA` entry. */
  columns: string[];
  /** Whether a data block must follow. */
  hasData: boolean;
}

const NO_DATA = 3;
const ENTRY_LIMIT = 1_000_000;

/** Reads the table of contents, which follows the header. */
export async function readDumpContents(dump: DumpReader, format: number): Promise<Map<number, DumpEntry>> {
  const count = await dump.int();
  if (count < 0 || count > ENTRY_LIMIT) throw dumpCorrupt(`a table of contents of ${count} entries`);
  const entries = new Map<number, DumpEntry>();
  for (let i = 0; i < count; i++) {
    const entry = await readEntry(dump, format);
    entries.set(entry.id, entry);
  }
  return entries;
}

async function readEntry(dump: DumpReader, format: number): Promise<DumpEntry> {
  const id = await dump.int();
  const hadDumper = (await dump.int()) !== 0;
  await dump.text(); // table oid
  await dump.text(); // oid
  const tag = (await dump.text()) ?? '';
  const kind = (await dump.text()) ?? '';
  await dump.int(); // section
  await dump.text(); // definition
  await dump.text(); // drop statement
  const copy = await dump.text();
  const schema = await dump.text();
  await dump.text(); // tablespace
  if (format >= 1014) await dump.text(); // table access method
  if (format >= 1016) await dump.int(); // kind of relation
  await dump.text(); // owner
  await dump.text(); // with oids
  while ((await dump.text()) !== null); // dependencies
  const offset = await dump.byte();
  await dump.bytes(dump.offsetSize);
  return {
    id,
    kind,
    name: schema ? `${schema}.${tag}` : tag,
    columns: kind === 'TABLE DATA' ? columnsOf(copy ?? '') : [],
    hasData: hadDumper && offset !== NO_DATA,
  };
}

/** The columns of `COPY app.events (id, "order") FROM stdin;`. */
export function columnsOf(copy: string): string[] {
  const list = /\(([^)]*)\)/.exec(copy)?.[1] ?? '';
  return list.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
}
