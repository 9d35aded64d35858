import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { HashWorker } from '../../../helpers/archive/stream/hash-worker.ts';
import { Hashes } from '../../../helpers/archive/stream/hashes.ts';
import { sha256 } from './build-archive.ts';

const NOISE = randomBytes(9 << 20);

test('several hashes at once on another core are those of their own bytes', async () => {
  const worker = new HashWorker();
  try {
    const sizes = fc.array(fc.integer({ min: 0, max: 3 << 20 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(sizes, { minLength: 1, maxLength: 4 }), async (streams) => {
        const results = await Promise.all(
          streams.map(async (lengths, n) => {
            const hash = worker.open();
            const chunks = lengths.map((length) => NOISE.subarray(n, n + length));
            for (const chunk of chunks) await hash.update(chunk);
            return [await hash.digest(), sha256(Buffer.concat(chunks))];
          }),
        );
        for (const [found, expected] of results) expect(found).toBe(expected);
      }),
      { numRuns: 15 },
    );
  } finally {
    await worker.close();
  }
});

test('small and large, known size or not: the same hash', async () => {
  const hashes = new Hashes();
  for (const size of [10, 5 << 20, null]) {
    const hash = hashes.open(size);
    await hash.update(NOISE);
    expect(await hash.digest()).toBe(sha256(NOISE));
  }
  await hashes.close();
});
