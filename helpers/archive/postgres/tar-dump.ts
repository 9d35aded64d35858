import { readTar } from '../container/tar.ts';
import type { ByteReader } from '../stream/byte-reader.ts';
import { readFileOfDump, readToc, type Toc } from './dump-files.ts';
import { dumpCorrupt } from './dump-reader.ts';
import type { DumpScan } from './dump-scan.ts';

/** Reads a dump in tar format: the table of contents first, then a file for each table. */
export async function readTarDump(input: ByteReader, scan: DumpScan): Promise<void> {
  let toc: Toc | null = null;
  await readTar(input, 'content', async ({ name, type }, body) => {
    if (type !== 'file') return;
    if (name === 'toc.dat') toc = await readToc(body, scan);
    else if (toc !== null) await readFileOfDump(toc, name, body, scan);
    else throw dumpCorrupt('it begins without its table of contents');
  });
  if (toc === null) throw dumpCorrupt('it has no table of contents');
  (toc as Toc).assertComplete();
}
