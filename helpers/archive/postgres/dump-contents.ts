import type { ArchiveForm } from './dump-header.ts';
import { dumpCorrupt, type DumpReader } from './dump-reader.ts';
import { nameListAt } from './sql-names.ts';

/** One entry of a dump's table of contents, as far as it matters here. */
export interface DumpEntry {
  id: number;
  /** `TABLE DATA`, `TABLE`, `BLOBS`, … */
  kind: string;
  schema: string;
  /** The name as it stands: of a function with its arguments, of a constraint with its table's. */
  tag: string;
  /** `app.events`; the tag alone where there is no schema. */
  name: string;
  /** The SQL that makes it; empty: none. */
  definition: string;
  /** Columns in the order of the data, where its rows are those of a COPY; null: they are INSERT statements. */
  columns: string[] | null;
  /** Whether data of its own must follow. */
  hasData: boolean;
  /** In formats of several files, the one that holds the data. */
  file: string;
}

const NO_DATA = 3;
const ENTRY_LIMIT = 1_000_000;

/** Reads the table of contents, which follows the header. */
export async function readDumpContents(
  dump: DumpReader,
  { format, form }: { format: number; form: ArchiveForm },
): Promise<Map<number, DumpEntry>> {
  const count = await dump.int();
  if (count < 0 || count > ENTRY_LIMIT) throw dumpCorrupt(`a table of contents of ${count} entries`);
  const entries = new Map<number, DumpEntry>();
  for (let i = 0; i < count; i++) {
    const entry = await readEntry(dump, format, form);
    entries.set(entry.id, entry);
  }
  return entries;
}

async function readEntry(dump: DumpReader, format: number, form: ArchiveForm): Promise<DumpEntry> {
  const id = await dump.int();
  const hadDumper = (await dump.int()) !== 0;
  await dump.text(); // table oid
  await dump.text(); // oid
  const tag = (await dump.text()) ?? '';
  const kind = (await dump.text()) ?? '';
  await dump.int(); // section
  const definition = (await dump.text()) ?? '';
  await dump.text(); // drop statement
  const copy = (await dump.text()) ?? '';
  const schema = (await dump.text()) ?? '';
  await dump.text(); // tablespace
  if (format >= 1014) await dump.text(); // table access method
  if (format >= 1016) await dump.int(); // kind of relation
  await dump.text(); // owner
  await dump.text(); // with oids
  while ((await dump.text()) !== null); // dependencies
  const { file, present } = await readPlace(dump, form);
  return {
    ...{ id, kind, schema, tag, definition, file },
    name: schema === '' ? tag : `${schema}.${tag}`,
    columns: copy === '' ? null : nameListAt(copy),
    hasData: hadDumper && present,
  };
}

/** Where the data are: an offset in the custom format, else the name of a file. */
async function readPlace(dump: DumpReader, form: ArchiveForm): Promise<{ file: string; present: boolean }> {
  if (form !== 'custom') {
    const file = (await dump.text()) ?? '';
    return { file, present: file !== '' };
  }
  const state = await dump.byte();
  await dump.bytes(dump.offsetSize);
  return { file: '', present: state !== NO_DATA };
}
