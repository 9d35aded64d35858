import { DamageError } from '../../facts/damage.ts';
import { drain, inPieces, type Source } from '../stream/source.ts';
import { decompressed } from './decompressed.ts';
import type { DumpEntry } from './dump-contents.ts';
import { dumpCorrupt, dumpCut, type DumpReader } from './dump-reader.ts';
import type { DumpCompression } from '../../facts/archive.ts';

const DATA_BLOCK = 1;
const BLOBS_BLOCK = 3;
/** pg_dump writes compressed data 4 KiB at a time: too little to decompress at speed. */
const PIECE = 1 << 18;

/**
 * Reads every data block of a dump in custom format to its end and gives the decompressed data of each table; large
 * objects are read through. Afterwards every entry that must have data has been seen, or damage was thrown.
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
  const missing = [...due].map((id) => entries.get(id)?.name ?? '');
  if (missing.length > 0) throw dataMissing(missing);
}

export const dataMissing = (names: readonly string[]): DamageError =>
  new DamageError('content', 'cut', `the PostgreSQL dump lacks the data of ${names.slice(0, 5).join(', ')}`);

async function readBlock(
  dump: DumpReader,
  compression: DumpCompression,
  use: (data: Source) => Promise<void>,
): Promise<void> {
  const raw = inPieces(chunksOf(dump), PIECE);
  await decompressed(raw, compression === 'gzip' ? 'zlib' : compression, use);
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
