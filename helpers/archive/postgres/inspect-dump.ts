import { DamageError } from '../../facts/damage.ts';
import type { DumpCompression, PostgresDumpFacts } from '../../facts/archive.ts';
import { ByteReader } from '../stream/byte-reader.ts';
import { READ_SIZE, type Source } from '../stream/source.ts';
import { decompressed } from './decompressed.ts';
import { compressionOf, isTarArchive, looksLikeScript, START } from './dump-start.ts';
import { readDumpContents } from './dump-contents.ts';
import { dataMissing, readDumpData } from './dump-data.ts';
import { DUMP_MAGIC, readDumpHeader, UnknownDumpError } from './dump-header.ts';
import { DumpReader } from './dump-reader.ts';
import { DumpScan, type ScanOptions } from './dump-scan.ts';
import { readPlainDump } from './plain-dump.ts';
import { readTarDump } from './tar-dump.ts';

/** What came of a dump; `damage` is of its own, not of the layers around it, which is thrown. */
export interface InspectedDump {
  facts: PostgresDumpFacts;
  damage: DamageError | null;
}

/**
 * Reads a dump of one file to its own end, whatever pg_dump was told to write: its tables, rows, the newest action, what is
 * known of the expected registration, and every object key into `references`.
 */
export async function inspectDump(
  member: string,
  source: Source,
  options: ScanOptions,
): Promise<InspectedDump> {
  const scan = new DumpScan(member, options);
  return {
    facts: scan.facts,
    damage: await damageOf(scan, () => readDump(new ByteReader(source), scan, 'none')),
  };
}

/** Reads and closes a dump; gives the damage of its own that ended it. */
export async function damageOf(scan: DumpScan, read: () => Promise<void>): Promise<DamageError | null> {
  try {
    await read();
    scan.finish(true);
    return null;
  } catch (error) {
    scan.finish(false);
    if (error instanceof UnknownDumpError) {
      scan.facts.unreadable = error.message;
      return null;
    }
    if (error instanceof DamageError && error.layer === 'content') return error;
    throw error;
  }
}

async function readDump(input: ByteReader, scan: DumpScan, within: DumpCompression): Promise<void> {
  await input.need(START);
  const start = input.peek(Math.min(START, input.ready));
  const rest: Source = () => input.some(READ_SIZE);
  const compression = compressionOf(start);
  if (start.subarray(0, DUMP_MAGIC.length).equals(DUMP_MAGIC)) return readArchive(input, scan);
  if (isTarArchive(start)) return readTarDump(input, scan);
  if (looksLikeScript(start)) return readPlainDump(rest, scan, within);
  if (compression !== null && within === 'none') {
    return decompressed(rest, compression, (plain) => readDump(new ByteReader(plain), scan, compression));
  }
  throw new DamageError('content', 'not-this', 'this is not a PostgreSQL dump');
}

async function readArchive(input: ByteReader, scan: DumpScan): Promise<void> {
  const dump = new DumpReader(input);
  const header = await readDumpHeader(dump);
  scan.begin(header);
  const entries = await readDumpContents(dump, header);
  for (const entry of entries.values()) scan.list(entry);
  if (header.form === 'custom') {
    return readDumpData(dump, entries, header.compression, (entry, data) => scan.table(entry, data));
  }
  // The list alone: the files with the data are not beside it.
  const due = [...entries.values()].filter(({ hasData }) => hasData);
  if (due.length > 0) throw dataMissing(due.map(({ name }) => name));
}
