import { DamageError } from '../../facts/damage.ts';
import { ByteReader } from '../stream/byte-reader.ts';
import { inflate, InflateCorruptError, InflateCutError } from '../stream/inflate.ts';
import { drain, inPieces, type Source } from '../stream/source.ts';
import type { DumpEntry } from './dump-contents.ts';
import { dumpCorrupt, dumpCut, type DumpReader } from './dump-reader.ts';
import type { DumpCompression } from '../../facts/archive.ts';

const DATA_BLOCK = 1;
const BLOBS_BLOCK = 3;
/** pg_dump writes compressed data 4 KiB at a time: too little to decompress at speed. */
const PIECE = 1 << 18;

/**
 * Reads every data block to the end of the dump and gives the decompressed data of each table; large objects are
 * read through. Compression other than gzip is not decompressed: `onTable` is not called and the block is skipped.
 * Afterwards every entry that must have data has been seen, or damage was thrown.
 */
export async function readDumpData(
  dump: DumpReader,
  entries: ReadonlyMap<number, DumpEntry>,
  compression: DumpCompression,
  onTable: (entry: DumpEntry, data: Source) => Promise<void>,
): Promise<void> {
  const due = new Set([...entries.values()].filter((entry) => entry.hasData).map((entry) => entry.id));
  while (await dump.input.need(1)) {
    const type = await dump.byte();
    const id = await dump.int();
    const entry = entries.get(id);
    if (entry === undefined) throw dumpCorrupt('a data block that its table of contents does not know');
    due.delete(id);
    if (type === DATA_BLOCK) await readBlock(dump, compression, (data) => onTable(entry, data));
    else if (type === BLOBS_BLOCK) {
      while ((await dump.int()) !== 0)
        await readBlock(dump, compression, async (data) => void (await drain(data)));
    } else throw dumpCorrupt(`a data block of unknown type ${type}`);
  }
  if (due.size > 0) {
    const names = [...due].slice(0, 5).map((id) => entries.get(id)!.name);
    throw new DamageError('content', 'cut', `the PostgreSQL dump lacks the data of ${names.join(', ')}`);
  }
}

async function readBlock(
  dump: DumpReader,
  compression: DumpCompression,
  use: (data: Source) => Promise<void>,
): Promise<void> {
  const raw = inPieces(chunksOf(dump), PIECE);
  if (compression === 'none') {
    await use(raw);
  } else if (compression === 'gzip') {
    const input = new ByteReader(raw);
    // An empty table still has a stream of its own; a block of no bytes at all has none.
    if (!(await input.need(1))) return use(() => Promise.resolve(null));
    const inflation = inflate(input, 'zlib');
    try {
      await use(translated(inflation.next));
      await drain(translated(inflation.next));
    } finally {
      await inflation.close();
    }
    if (await input.need(1)) throw dumpCorrupt('bytes follow after the data of a table');
  }
  await drain(raw);
}

/** The pieces of one block: a length before each, a zero after the last. */
function chunksOf(dump: DumpReader): Source {
  let left = 0;
  let ended = false;
  return async () => {
    if (ended) return null;
    if (left === 0) {
      left = await dump.int();
      if (left < 0) throw dumpCorrupt('a negative length');
      if (left === 0) {
        ended = true;
        return null;
      }
    }
    const chunk = await dump.input.some(left);
    if (chunk === null) throw dumpCut();
    left -= chunk.length;
    return chunk;
  };
}

function translated(source: Source): Source {
  return async () => {
    try {
      return await source();
    } catch (error) {
      if (error instanceof InflateCutError) throw dumpCorrupt('the data of a table end too early');
      if (error instanceof InflateCorruptError) throw dumpCorrupt(error.message);
      throw error;
    }
  };
}
