import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { PassThrough, Readable } from 'node:stream';
import { drain, READ_SIZE, sourceOf } from '../../../helpers/archive/stream/source.ts';
import { chunkSizes, collect, inChunks } from './any-chunking.ts';

test('a stream gives its bytes in their order, however they come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), chunkSizes, async (content, sizes) => {
      const bytes = Buffer.from(content);
      const next = inChunks(bytes, sizes);
      const stream = new Readable({ read: () => void next().then((chunk) => stream.push(chunk)) });
      expect(await collect(sourceOf(stream))).toEqual(bytes);
    }),
    { numRuns: 50 },
  );
});

test('a stream that nobody reads from is held back', async () => {
  let given = 0;
  const total = 64 * READ_SIZE;
  const stream = new Readable({
    read() {
      if (given >= total) return void this.push(null);
      given += 1 << 15;
      this.push(Buffer.alloc(1 << 15));
    },
  });
  const source = sourceOf(stream);
  const first = await source();
  await new Promise((resolve) => setImmediate(resolve));
  expect(given).toBeLessThan(3 * READ_SIZE);
  expect(first!.length + (await drain(source))).toBe(total);
});

test('what came before a failure is given, then the failure', async () => {
  const stream = new PassThrough();
  const source = sourceOf(stream);
  stream.write('good');
  expect(await source()).toEqual(Buffer.from('good'));
  stream.destroy(new Error('cable cut'));
  await expect(source()).rejects.toThrow('cable cut');
});

test('a stream that closes before its end is no whole one', async () => {
  const stream = new PassThrough();
  const source = sourceOf(stream);
  stream.write('half');
  expect(await source()).toEqual(Buffer.from('half'));
  stream.destroy();
  await expect(source()).rejects.toThrow('closed before its end');
});
