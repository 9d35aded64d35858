import { DamageError } from '../../facts/damage.ts';
import { dumpCorrupt, type DumpReader } from './dump-reader.ts';
import type { DumpCompression, DumpHeader } from '../../facts/archive.ts';

export const DUMP_MAGIC = Buffer.from('PGDMP');
const ALGORITHMS: readonly DumpCompression[] = ['none', 'gzip', 'lz4', 'zstd'];
const CUSTOM_FORMAT = 1;

/** Formats whose layout is known; anything newer is said to be unknown rather than misread. */
const OLDEST = 1010;
const NEWEST = 1016;

/** Reads the header of a custom-format dump. */
export async function readDumpHeader(dump: DumpReader): Promise<DumpHeader> {
  if (!(await dump.bytes(DUMP_MAGIC.length)).equals(DUMP_MAGIC)) {
    throw new DamageError('content', 'not-this', 'not a PostgreSQL dump in custom format');
  }
  const format = (await dump.byte()) * 1000 + (await dump.byte());
  await dump.byte();
  if (format < OLDEST || format > NEWEST) {
    throw new DamageError('content', 'not-this', `a PostgreSQL dump of unknown format ${format / 1000}`);
  }
  dump.intSize = await dump.byte();
  dump.offsetSize = await dump.byte();
  if (![4, 8].includes(dump.intSize) || ![4, 8].includes(dump.offsetSize))
    throw dumpCorrupt('odd integer sizes');
  if ((await dump.byte()) !== CUSTOM_FORMAT) {
    throw new DamageError('content', 'not-this', 'a PostgreSQL dump, but not in custom format');
  }
  const compression = await readCompression(dump, format);
  const time: number[] = [];
  for (let i = 0; i < 7; i++) time.push(await dump.int());
  return {
    format,
    compression,
    createdAt: timeOf(time),
    database: (await dump.text()) ?? '',
    serverVersion: (await dump.text()) ?? '',
    dumpVersion: (await dump.text()) ?? '',
  };
}

/** Up to 1.14 a zlib level, 0 for none; from 1.15 an algorithm. */
async function readCompression(dump: DumpReader, format: number): Promise<DumpCompression> {
  if (format < 1015) return (await dump.int()) === 0 ? 'none' : 'gzip';
  const algorithm = ALGORITHMS[await dump.byte()];
  if (algorithm === undefined) throw dumpCorrupt('an unknown compression');
  return algorithm;
}

/** From C's `struct tm`: seconds, minutes, hours, day, month from 0, years since 1900. */
function timeOf(tm: number[]): string {
  const [seconds = 0, minutes = 0, hours = 0, day = 0, month = 0, year = 0] = tm;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${1900 + year}-${two(month + 1)}-${two(day)}T${two(hours)}:${two(minutes)}:${two(seconds)}`;
}
