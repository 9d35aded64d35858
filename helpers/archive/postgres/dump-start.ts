import { isGzip } from '../stream/gunzip.ts';
import type { DumpCompression } from '../../facts/archive.ts';

/** Enough of a file to tell what it is. */
export const START = 512;

const USTAR = { at: 257, mark: 'ustar' };
const ZSTD = 0xfd2fb528;
const LZ4 = 0x184d2204;

/** What a file is compressed with, by its first bytes; null: nothing known. */
export function compressionOf(start: Buffer): Exclude<DumpCompression, 'none'> | null {
  if (isGzip(start)) return 'gzip';
  const mark = start.length < 4 ? 0 : start.readUInt32LE();
  if (mark === ZSTD) return 'zstd';
  return mark === LZ4 ? 'lz4' : null;
}

export const isTarArchive = (start: Buffer): boolean =>
  start.toString('latin1', USTAR.at, USTAR.at + USTAR.mark.length) === USTAR.mark;

/** Whether a file begins as pg_dump or pg_dumpall begin a script. */
export const looksLikeScript = (start: Buffer): boolean =>
  /^(?:\s|--)*-- PostgreSQL database (?:cluster )?dump/.test(start.toString('latin1'));
