import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decipher } from '../../../helpers/archive/container/decipher.ts';
import { deriveKey } from '../../../helpers/archive/container/encryption.ts';
import { readTar } from '../../../helpers/archive/container/tar.ts';
import { References } from '../../../helpers/archive/contents/references.ts';
import { DamageError } from '../../../helpers/facts/damage.ts';
import { inspectDump } from '../../../helpers/archive/postgres/inspect-dump.ts';
import { scanCopy } from '../../../helpers/archive/postgres/copy-rows.ts';
import { ByteReader } from '../../../helpers/archive/stream/byte-reader.ts';
import { gunzip } from '../../../helpers/archive/stream/gunzip.ts';
import { chunkSizes, collect, inChunks } from './any-chunking.ts';
import { FIXTURES, PASSPHRASE, REGISTRATION, seal, sha256, workshop, write } from './build-archive.ts';

const RUNS = { numRuns: 40 };

test('decipher gives what openssl encrypted, in any chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), chunkSizes, async (content, sizes) => {
      const sealed = seal(Buffer.from(content));
      const { key, iv } = await deriveKey(PASSPHRASE, sealed.subarray(8, 16));
      const { next, end } = decipher(inChunks(sealed.subarray(16), sizes), key, iv);
      expect(await collect(next)).toEqual(Buffer.from(content));
      expect(end).toMatchObject({
        oddBytes: 0,
        padding: 16 - (content.length % 16),
        bytes: sealed.length - 16,
      });
    }),
    { numRuns: 25 },
  );
});

test('gunzip gives what was compressed, in any chunks and over several members', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }).map((array) => Buffer.from(array)),
    fc.integer({ min: 0, max: 700_000 }).map((length) => Buffer.alloc(length, 'text that repeats itself')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 3 }), chunkSizes, async (parts, sizes) => {
      const compressed = Buffer.concat(parts.map((part) => gzipSync(part)));
      const coarse = compressed.length > 1000 ? sizes.map((size) => size + 500) : sizes;
      const input = new ByteReader(inChunks(compressed, coarse));
      expect((await collect(gunzip(input, 'gzip').next)).equals(Buffer.concat(parts))).toBe(true);
      expect(input.offset).toBe(compressed.length);
    }),
    RUNS,
  );
});

test('a gzip file cut anywhere is cut, and one changed anywhere never gives other content', async () => {
  const content = Buffer.from(Array.from({ length: 400 }, (_, i) => `${i * i}`).join());
  const compressed = execFileSync('gzip', ['-c'], { input: content });
  const trouble = async (bytes: Buffer, sizes: readonly number[]): Promise<DamageError | null> => {
    const gzip = gunzip(new ByteReader(inChunks(bytes, sizes)), 'gzip');
    const error = await collect(gzip.next).then(
      // A bit of a code that no symbol uses may change: what comes out decides.
      (given) => (given.equals(content) ? null : new Error('other content was taken for whole')),
      (reason: unknown) => reason,
    );
    await gzip.close();
    if (error !== null && !(error instanceof DamageError)) throw new Error('no damage', { cause: error });
    return error;
  };
  const position = fc.integer({ min: 0, max: compressed.length - 1 });
  await fc.assert(
    fc.asyncProperty(position, chunkSizes, async (length, sizes) => {
      expect((await trouble(compressed.subarray(0, length), sizes))?.kind).toBe(
        length === 0 ? 'empty' : 'cut',
      );
    }),
    RUNS,
  );
  await fc.assert(
    fc.asyncProperty(position, fc.integer({ min: 0, max: 7 }), chunkSizes, async (at, bit, sizes) => {
      const changed = Buffer.from(compressed);
      changed[at]! ^= 1 << bit;
      // Time, extra flags and system of the header mean nothing to the content, nor does the flag for text.
      const meansNothing = (at >= 4 && at < 10) || (at === 3 && bit === 0);
      const found = await trouble(changed, sizes);
      if (meansNothing) expect(found).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('tar gives every member that tar wrote, in any chunks and each of its formats', async () => {
  const shop = workshop();
  const name = fc.stringMatching(/^[a-zäß ]{1,12}$/).map((text) => `n${text.trim()}`);
  const path = fc
    .tuple(fc.array(name, { maxLength: 14 }), name)
    .map(([folders, file]) => [...folders.map((folder) => `d${folder}`), `f${file}`].join('/'));
  const files = fc.dictionary(path, fc.uint8Array({ maxLength: 1500 }), { minKeys: 1, maxKeys: 6 });
  const format = fc.constantFrom('gnu', 'pax');
  try {
    await fc.assert(
      fc.asyncProperty(files, format, chunkSizes, async (contents, kind, sizes) => {
        const dir = join(shop.dir, String(Math.random()));
        for (const [file, content] of Object.entries(contents)) write(join(dir, file), Buffer.from(content));
        const bytes = execFileSync('tar', ['--format', kind, '-C', dir, '-cf', '-', '.']);
        const found: Record<string, string> = {};
        await readTar(new ByteReader(inChunks(bytes, sizes)), 'tar', async (member, body) => {
          if (member.type === 'file') found[member.name] = sha256(await collect(body));
        });
        expect(found).toEqual(
          Object.fromEntries(
            Object.entries(contents).map(([file, content]) => [file, sha256(Buffer.from(content))]),
          ),
        );
      }),
      { numRuns: 25 },
    );
  } finally {
    shop.remove();
  }
});

test('a dump reads the same in any chunks, with and without offsets, compressed or not', async () => {
  const inspect = async (name: string, sizes: readonly number[]) => {
    const bytes = readFileSync(join(FIXTURES, name));
    const references = new References();
    const { facts, damage } = await inspectDump('dump', inChunks(bytes, sizes), {
      ...{ references, expected: REGISTRATION },
    });
    expect(damage).toBeNull();
    const { header, ...rest } = facts;
    return { ...rest, database: header?.database };
  };
  const whole = await inspect('events.dump', [1 << 20]);
  expect(whole.tables).toEqual({
    'app.event_action_drafts': 1,
    'app.event_actions': 12,
    'app.events': 6,
    'app.locations': 1,
    'app.users': 1,
  });
  const dump = fc.constantFrom('events.dump', 'events-with-offsets.dump', 'events-uncompressed.dump');
  await fc.assert(
    fc.asyncProperty(dump, chunkSizes, async (name, sizes) => {
      expect(await inspect(name, sizes)).toEqual(whole);
    }),
    RUNS,
  );
});

test('rows of a COPY are the same in any chunks', async () => {
  const row = fc.stringMatching(/^[a-z\t]{0,20}$/);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), chunkSizes, async (rows, sizes) => {
      const text = [...rows, '\\.', '', '', ''].join('\n');
      const seen: string[] = [];
      const scan = await scanCopy(inChunks(Buffer.from(text), sizes), (bytes) => seen.push(bytes.toString()));
      expect(seen).toEqual(rows);
      expect(scan).toEqual({ rows: rows.length, skipped: 0, ended: true });
    }),
    RUNS,
  );
});
