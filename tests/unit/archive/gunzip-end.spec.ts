import { expect, test } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { ByteReader } from '../../../helpers/archive/stream/byte-reader.ts';
import { gunzip } from '../../../helpers/archive/stream/gunzip.ts';
import type { Source } from '../../../helpers/archive/stream/source.ts';

/** One chunk for the first read, as much as decompression then runs ahead, and a little more. */
const CONTENT = randomBytes((1 << 18) + (1 << 20) + 1000);
const PACKED = gzipSync(CONTENT);

// With a slow reader the deflate stream is at its end before its last output is taken, and the write that brought the end is
// reported as done. What follows it in the same chunk, the gzip trailer, must be kept. Once it was lost in one of thirty
// readings of a whole archive.
for (const tail of [9, 10, 12]) {
  test(`the trailer that comes with the last ${tail} bytes is kept for a slow reader`, async () => {
    const chunks = [PACKED.subarray(0, -tail), PACKED.subarray(-tail)];
    let asked = 0;
    const source: Source = () => {
      asked += 1;
      return Promise.resolve(chunks.shift() ?? null);
    };
    const { next, close } = gunzip(new ByteReader(source), 'gzip');
    const parts = [await next()];
    for (let turns = 0; turns < 2_000 && asked < 3; turns++) await turn();
    for (let chunk = await next(); chunk !== null; chunk = await next()) parts.push(chunk);
    await close();
    expect(Buffer.concat(parts as Buffer[]).equals(CONTENT)).toBe(true);
  });
}
