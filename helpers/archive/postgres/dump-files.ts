import { ByteReader } from '../stream/byte-reader.ts';
import { drain, type Source } from '../stream/source.ts';
import { decompressed, type Compression } from './decompressed.ts';
import { readDumpContents, type DumpEntry } from './dump-contents.ts';
import { dataMissing } from './dump-data.ts';
import { readDumpHeader } from './dump-header.ts';
import { DumpReader } from './dump-reader.ts';
import type { DumpScan } from './dump-scan.ts';

/** The table of contents of a dump of several files. */
export interface Toc {
  /** The entry whose data a file holds, and marks it as seen; a compressed file has an ending more. */
  take: (file: string) => DumpEntry | null;
  /** @throws DamageError where a file that must be there was not seen */
  assertComplete: () => void;
}

const ENDINGS: Record<string, Compression> = { '.gz': 'gzip', '.lz4': 'lz4', '.zst': 'zstd' };

/** A file with the data of one table: a number, `.dat`, and an ending where it is compressed. */
export const DATA_FILE = /^\d+\.dat(?:\.(?:gz|lz4|zst))?$/;

export async function readToc(body: Source, scan: DumpScan): Promise<Toc> {
  const dump = new DumpReader(new ByteReader(body));
  const header = await readDumpHeader(dump);
  scan.begin(header);
  const due = new Map<string, DumpEntry>();
  for (const entry of (await readDumpContents(dump, header)).values()) {
    scan.list(entry);
    if (entry.hasData && entry.kind === 'TABLE DATA') due.set(entry.file, entry);
  }
  return {
    take: (file) => {
      const name = file.replace(/\.(?:gz|lz4|zst)$/, '');
      const entry = due.get(name) ?? null;
      due.delete(name);
      return entry;
    },
    assertComplete: () => {
      if (due.size > 0) throw dataMissing([...due.values()].map(({ name }) => name));
    },
  };
}

/** Reads a file beside the table of contents; what is not a table's data is read through. */
export async function readFileOfDump(toc: Toc, file: string, body: Source, scan: DumpScan): Promise<void> {
  const entry = toc.take(file);
  const ending = /\.(?:gz|lz4|zst)$/.exec(file)?.[0] ?? '';
  await decompressed(body, ENDINGS[ending] ?? 'none', async (data) => {
    if (entry === null) await drain(data);
    else await scan.table(entry, data);
  });
}
