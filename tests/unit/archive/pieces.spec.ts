import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { inPieces } from '../../../helpers/archive/stream/source.ts';
import { inChunks } from './any-chunking.ts';

test('pieces are all of the size but the last, and together the bytes as they came', async () => {
  const chunks = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      chunks,
      fc.integer({ min: 1, max: 30 }),
      async (array, sizes, size) => {
        const bytes = Buffer.from(array);
        const next = inPieces(inChunks(bytes, sizes), size);
        const pieces: Buffer[] = [];
        for (let piece = await next(); piece !== null; piece = await next()) pieces.push(piece);
        expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
        const lengths = pieces.map(({ length }) => length);
        expect(lengths.slice(0, -1).every((length) => length === size)).toBe(true);
        expect(lengths.at(-1) ?? 1).toBeLessThanOrEqual(size);
        expect(lengths).not.toContain(0);
      },
    ),
  );
});
