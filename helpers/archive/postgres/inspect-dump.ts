import type { TestRegistration } from '../../facts/test-registration.ts';
import type { References } from '../contents/references.ts';
import { DamageError } from '../../facts/damage.ts';
import type { PostgresDumpFacts } from '../../facts/archive.ts';
import { ByteReader } from '../stream/byte-reader.ts';
import type { Source } from '../stream/source.ts';
import { scanCopy } from './copy-rows.ts';
import { readDumpContents } from './dump-contents.ts';
import { readDumpData } from './dump-data.ts';
import { readDumpHeader } from './dump-header.ts';
import { DumpReader } from './dump-reader.ts';
import { EventRows } from './event-rows.ts';

/** A dump has some hundred tables at most; facts stay small whatever is claimed. */
const TABLE_LIMIT = 500;

/**
 * Reads a custom-format dump to its own end: tables, rows, the newest action, what is known of the expected
 * registration, and into `references` every object key. Damage stays in the facts (`damage`, `whole: false`), except
 * damage of the layers around the dump, which is thrown.
 */
export async function inspectDump(
  member: string,
  source: Source,
  references: References,
  expected: TestRegistration | null,
): Promise<{ facts: PostgresDumpFacts; damage: DamageError | null }> {
  const dump = new DumpReader(new ByteReader(source));
  const rows = new EventRows(references, expected);
  const facts: PostgresDumpFacts = {
    member,
    header: null,
    tables: {},
    eventsByType: rows.eventsByType,
    newestAction: null,
    registration: rows.registration,
    readable: true,
    whole: false,
    rowsSkipped: 0,
  };
  try {
    const header = await readDumpHeader(dump);
    facts.header = header;
    facts.readable = header.compression === 'none' || header.compression === 'gzip';
    const entries = await readDumpContents(dump, header.format);
    for (const { kind, name } of entries.values()) {
      if (kind === 'TABLE DATA' && Object.keys(facts.tables).length < TABLE_LIMIT) facts.tables[name] = null;
    }
    await readDumpData(dump, entries, header.compression, async (entry, data) => {
      const scan = await scanCopy(data, rows.readerOf(entry));
      facts.rowsSkipped += scan.skipped;
      if (entry.kind !== 'TABLE DATA') return;
      if (!scan.ended) throw new DamageError('content', 'cut', `the rows of ${entry.name} have no end mark`);
      if (entry.name in facts.tables) facts.tables[entry.name] = scan.rows;
    });
    facts.whole = true;
  } catch (error) {
    if (!(error instanceof DamageError) || error.layer !== 'content') throw error;
    return { facts, damage: error };
  } finally {
    facts.newestAction = rows.newestAction;
  }
  return { facts, damage: null };
}
