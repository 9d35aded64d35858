import { DamageError } from '../../facts/damage.ts';
import type { DumpCompression, DumpForm, DumpHeader } from '../../facts/archive.ts';
import { dumpCorrupt, type DumpReader } from './dump-reader.ts';

export const DUMP_MAGIC = Buffer.from('PGDMP');

const ALGORITHMS: readonly DumpCompression[] = ['none', 'gzip', 'lz4', 'zstd'];
const FORMS: Record<number, ArchiveForm> = { 1: 'custom', 3: 'tar', 5: 'directory' };

/** Formats whose layout is known; anything newer is said to be unknown rather than misread. */
const OLDEST = 1010;
const NEWEST = 1016;

/** The forms that are archives of pg_dump's own. */
export type ArchiveForm = Exclude<DumpForm, 'plain'>;

/** The header of one of pg_dump's archives; its form says how what follows is kept. */
export type ArchiveHeader = DumpHeader & { form: ArchiveForm };

/** A dump of a later make than this reader knows: no damage, but nothing is known of what is in it. */
export class UnknownDumpError extends Error {}

/** Reads the header of a dump in one of pg_dump's archive formats. */
export async function readDumpHeader(dump: DumpReader): Promise<ArchiveHeader> {
  if (!(await dump.bytes(DUMP_MAGIC.length)).equals(DUMP_MAGIC)) {
    throw new DamageError('content', 'not-this', 'this is not a PostgreSQL dump');
  }
  const [major, minor] = [await dump.byte(), await dump.byte()];
  const format = major * 1000 + minor;
  await dump.byte();
  if (format > NEWEST) throw new UnknownDumpError(`dumps of format ${major}.${minor} are not known here`);
  if (format < OLDEST) throw new DamageError('content', 'not-this', `a dump of format ${major}.${minor}`);
  dump.intSize = await dump.byte();
  dump.offsetSize = await dump.byte();
  if (![4, 8].includes(dump.intSize) || ![4, 8].includes(dump.offsetSize))
    throw dumpCorrupt('odd integer sizes');
  const form = FORMS[await dump.byte()];
  if (form === undefined) throw dumpCorrupt('an unknown form');
  const compression = await readCompression(dump, format);
  const time: number[] = [];
  for (let i = 0; i < 7; i++) time.push(await dump.int());
  return {
    form,
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
