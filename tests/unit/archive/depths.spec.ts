import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { readArchive } from '../../../helpers/archive/read-archive.ts';
import { throttled } from '../../../helpers/archive/stream/throttle.ts';
import { buildArchive, DATE, PASSPHRASE, workshop, type Workshop } from './build-archive.ts';
import { failedCodes, judge, read } from './judged.ts';

let shop: Workshop;

test.beforeAll(() => (shop = workshop()));

test.afterAll(() => shop.remove());

test('the header tells a wrong passphrase without reading more than its beginning and its end', async () => {
  const bytes = readFileSync(buildArchive(shop.dir));
  const ranges: number[] = [];
  const header = (passphrase: string) =>
    readArchive(
      [
        {
          name: 'x',
          store: null,
          listed: { bytes: bytes.length, modifiedAt: '' },
          growing: false,
          open: (from, length) => {
            ranges.push(length ?? Infinity);
            return Promise.resolve({
              stdout: Readable.from([bytes.subarray(from, from + (length ?? bytes.length))]),
            });
          },
          tail: () => Promise.resolve(bytes.subarray(-64)),
        },
      ],
      { passphrase, layout: 'swarm', date: DATE, depth: 'header' },
    );
  const right = judge(await header(PASSPHRASE));
  expect(failedCodes(right)).toEqual([]);
  expect(right.find(({ code }) => code === 'ARCHIVE_DECRYPTS')?.status).toBe('passed');
  expect(right.find(({ code }) => code === 'ARCHIVE_WHOLE')?.status).toBe('not-proven');
  expect(failedCodes(judge(await header('wrong')))).toEqual(['ARCHIVE_DECRYPTS']);
  expect(Math.max(...ranges)).toBe(1024);
});

test('the structure proves the members and leaves their content open', async () => {
  const checks = judge(await read(buildArchive(shop.dir), { depth: 'structure' }));
  expect(failedCodes(checks)).toEqual([]);
  const status = (code: string) => checks.find((check) => check.code === code)?.status;
  for (const code of ['ARCHIVE_WHOLE', 'ARCHIVE_PACKED_WHOLE', 'ARCHIVE_MEMBERS'])
    expect(status(code)).toBe('passed');
  for (const code of [
    'ARCHIVE_NESTED_WHOLE',
    'ARCHIVE_DUMP_WHOLE',
    'ARCHIVE_HAS_REGISTRATION',
    'ARCHIVE_HAS_ATTACHMENTS',
  ]) {
    expect(status(code), code).toBe('not-proven');
  }
});

test('a cap on the bytes a second holds', async () => {
  const chunks = Array.from({ length: 5 }, () => Buffer.alloc(10_000));
  const source = throttled(() => Promise.resolve(chunks.shift() ?? null), 200_000);
  const start = performance.now();
  while ((await source()) !== null);
  expect(performance.now() - start).toBeGreaterThan(230);
});

test('an aborted reading ends', async () => {
  const path = buildArchive(shop.dir);
  await expect(read(path, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
