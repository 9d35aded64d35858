import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readTar } from '../../../helpers/archive/container/tar.ts';
import { Contents } from '../../../helpers/archive/contents/contents.ts';
import { bitrotHash } from '../../../helpers/archive/objects/highway-hash.ts';
import { ObjectTree } from '../../../helpers/archive/objects/object-tree.ts';
import { parseXlMeta } from '../../../helpers/archive/objects/xl-meta.ts';
import { ByteReader } from '../../../helpers/archive/stream/byte-reader.ts';
import { chunkSizes, inChunks } from './any-chunking.ts';
import { buildArchive, REGISTRATION, sha256, workshop, write, type Workshop } from './build-archive.ts';
import { failedCodes, judge, read, saying } from './judged.ts';
import { writeMinioObject, type MinioOptions } from './minio-writer.ts';

const MIB = 1 << 20;
let shop: Workshop;

test.beforeAll(() => (shop = workshop()));

test.afterAll(() => shop.remove());

/** What the reader makes of a drive's folder, packed by tar in the given order of names. */
async function objectsOf(dir: string, names: string[] = ['.'], sizes = [1 << 18]) {
  const tar = execFileSync('tar', ['-C', dir, '-cf', '-', ...names], { maxBuffer: 1 << 28 });
  const contents = new Contents({ expected: REGISTRATION, sample: { seed: '', size: 10 } });
  const tree = new ObjectTree(contents);
  await readTar(new ByteReader(inChunks(tar, sizes)), 'tar', (member, body) => tree.add(member, body));
  tree.finish();
  return contents.objects.facts!;
}

async function oneObject(content: Buffer, options: MinioOptions = {}) {
  const dir = join(shop.dir, 'drive');
  rmSync(dir, { recursive: true, force: true });
  writeMinioObject(join(dir, 'ocrvs'), 'events/e1/a.png', content, options);
  return { dir, facts: await objectsOf(dir) };
}

test('the block hash is the one of MinIO: the constant its own self-test compares with', () => {
  let message = Buffer.alloc(0);
  let hash = Buffer.alloc(0);
  for (let i = 0; i < 32; i++) {
    hash = Buffer.from(bitrotHash(message));
    message = Buffer.concat([message, hash]);
  }
  expect(hash.toString('hex')).toBe('39c0407ed3f01b18d22c85db4aeff11e060ca5f43131b0126731ca197cd42313');
});

test('objects of every size come out as they went in', async () => {
  const sizes = [1, 31, 33, 1000, 127 * 1024, 129 * 1024, MIB - 1, MIB, MIB + 1, 2 * MIB + 12_345];
  for (const size of sizes) {
    const content = createHash('shake256', { outputLength: size }).update('x').digest();
    const { facts } = await oneObject(content);
    expect(facts.sample, `${size} bytes`).toEqual([
      { key: 'events/e1/a.png', bytes: size, sha256: sha256(content) },
    ]);
    expect(facts.broken.count).toBe(0);
  }
});

test('parts in any chunks, before their metadata, and with the block size of old versions', async () => {
  const content = createHash('shake256', { outputLength: 3 * MIB })
    .update('y')
    .digest();
  for (const blockSize of [MIB, 10 * MIB]) {
    const { dir } = await oneObject(content, { blockSize });
    const object = 'ocrvs/events/e1/a.png';
    const part = readdirSync(join(dir, object)).find((name) => name !== 'xl.meta')!;
    await fc.assert(
      fc.asyncProperty(chunkSizes, fc.boolean(), async (sizes, partFirst) => {
        const names = [`${object}/xl.meta`, `${object}/${part}`];
        const coarse = sizes.map((size) => size * 1000);
        const facts = await objectsOf(dir, partFirst ? names.reverse() : names, coarse);
        expect(facts.sample[0]?.sha256).toBe(sha256(content));
        expect(facts.broken.count).toBe(0);
      }),
      { numRuns: 5 },
    );
  }
});

test('an object in several parts is one object', async () => {
  const content = createHash('shake256', { outputLength: 700_000 }).update('z').digest();
  const { dir } = await oneObject(content, { inline: false, partSize: 300_000 });
  const part = readdirSync(join(dir, 'ocrvs/events/e1/a.png')).find((name) => name !== 'xl.meta')!;
  const folder = `ocrvs/events/e1/a.png/${part}`;
  const ordered = [`ocrvs/events/e1/a.png/xl.meta`, ...[1, 2, 3].map((n) => `${folder}/part.${n}`)];
  expect((await objectsOf(dir, ordered)).sample[0]?.sha256).toBe(sha256(content));
});

test('parts in any order, before or after their metadata, beside what another version left', async () => {
  const content = createHash('shake256', { outputLength: 700_000 }).update('z').digest();
  const { dir } = await oneObject(content, { inline: false, partSize: 200_000 });
  const object = 'ocrvs/events/e1/a.png';
  const folder = readdirSync(join(dir, object)).find((name) => name !== 'xl.meta')!;
  const stale = '00000000-0000-4000-8000-000000000001';
  write(join(dir, object, stale, 'part.1'), Buffer.alloc(100));
  const names = ['xl.meta', `${folder}/part.1`, `${folder}/part.2`, `${folder}/part.3`, `${folder}/part.4`];
  const files = [...names, `${stale}/part.1`].map((name) => `${object}/${name}`);
  const order = fc.shuffledSubarray(files, { minLength: files.length });
  await fc.assert(
    fc.asyncProperty(order, async (list) => {
      const facts = await objectsOf(dir, list);
      expect(facts).toMatchObject({ count: 1, broken: { count: 0 } });
      expect(facts.sample[0]?.sha256).toBe(sha256(content));
    }),
    { numRuns: 25 },
  );
  const lost = await objectsOf(
    dir,
    files.filter((name) => !name.endsWith('part.3')),
  );
  expect(lost.broken.listed).toEqual([{ key: 'events/e1/a.png', why: '500000 of 700000 bytes' }]);
});

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const IEND = Buffer.from('0000000049454e44ae426082', 'hex');
const TORN: [string, Buffer[], string | null][] = [
  ['a whole PNG', [PNG, Buffer.alloc(5000, 1), IEND], null],
  ['a PNG without its end', [PNG, Buffer.alloc(5000, 1)], 'a PNG without its end'],
  ['a PNG whose end is zeros', [PNG, Buffer.alloc(500, 1), Buffer.alloc(4096)], 'a PNG without its end'],
  ['a whole JPEG', [Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(900, 1), Buffer.from('ffd9', 'hex')], null],
  [
    'a JPEG without its end',
    [Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(9000, 1)],
    'a JPEG without its end',
  ],
  ['a whole PDF', [Buffer.from('%PDF-1.4\n'), Buffer.alloc(900, 1), Buffer.from('%%EOF\n')], null],
  ['a PDF without its end', [Buffer.from('%PDF-1.4\n'), Buffer.alloc(900, 1)], 'a PDF without its end'],
  ['some other file', [Buffer.alloc(900, 1)], null],
];
for (const [what, pieces, why] of TORN) {
  test(`the end of a file is looked at: ${what}`, async () => {
    const content = Buffer.concat(pieces);
    const inParts = await oneObject(content, { inline: false, partSize: 700 });
    write(join(inParts.dir, 'ocrvs/plain'), content);
    const facts = await objectsOf(inParts.dir);
    expect(facts.torn.listed.map((file) => file.why)).toEqual(why === null ? [] : [why, why]);
  });
}

test('a torn image is a warning', async () => {
  const objects = (dir: string): void =>
    write(join(dir, 'ocrvs/torn.png'), Buffer.concat([PNG, Buffer.alloc(100)]));
  const checks = judge(await read(buildArchive(shop.dir, { objects })));
  expect(failedCodes(checks)).toEqual(['ARCHIVE_FILES_TORN']);
  expect(saying(checks, 'ARCHIVE_FILES_TORN')).toMatch(/1 of 29 files torn \| torn\.png: a PNG/);
});

const BROKEN: [string, MinioOptions, RegExp][] = [
  ['a changed byte in a small object', { disk: changed }, /block does not fit/],
  ['a changed byte in a part', { inline: false, disk: changed }, /block does not fit/],
  ['a part cut', { inline: false, disk: (bytes) => bytes.subarray(0, -1) }, /block does not fit/],
  ['a part without a byte', { inline: false, disk: () => Buffer.alloc(0) }, /^0 of 5000 bytes/],
  ['a part lost', { claims: 5001 }, /^5000 of 5001 bytes/],
];
for (const [what, options, why] of BROKEN) {
  test(`broken: ${what}`, async () => {
    const { facts } = await oneObject(Buffer.alloc(5000, 'content'), options);
    expect(facts.broken.count).toBe(1);
    expect(facts.broken.listed[0]!.why).toMatch(why);
  });
}
function changed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[100]! ^= 1;
  return copy;
}

test('metadata lost, metadata that are none, a deleted object, a compressed one', async () => {
  const { dir } = await oneObject(Buffer.alloc(5000, 'x'), { inline: false });
  rmSync(join(dir, 'ocrvs/events/e1/a.png/xl.meta'));
  expect((await objectsOf(dir)).broken.listed[0]!.why).toBe('its xl.meta is missing');
  write(join(dir, 'ocrvs/events/e1/a.png/xl.meta'), 'XL2 nonsense');
  expect((await objectsOf(dir)).broken.listed[0]!.why).toMatch(/unknown format/);
  expect(await oneObject(Buffer.alloc(10), { deleted: true })).toMatchObject({
    facts: { count: 0, broken: { count: 0 } },
  });
  const system = { 'X-Minio-Internal-compression': Buffer.from('klauspost/compress/s2') };
  expect((await oneObject(Buffer.alloc(10), { system })).facts).toMatchObject({ count: 1, transformed: 1 });
});

test('no metadata, however damaged, break the reader', () => {
  const dir = join(shop.dir, 'meta');
  writeMinioObject(dir, 'a', Buffer.from('content'));
  const file = readFileSync(join(dir, 'a/xl.meta'));
  fc.assert(
    fc.property(
      fc.nat(file.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.nat(file.length),
      (at, by, length) => {
        const bytes = Buffer.from(file.subarray(0, length));
        if (at < length) bytes[at]! ^= by;
        try {
          parseXlMeta(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test('an archive with a raw drive proves the registration like one with plain files', async () => {
  const objects = (dir: string): void => {
    const contents = new Map<string, Buffer>();
    for (const entry of readdirSync(join(dir, 'ocrvs'), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) contents.set(path.slice(join(dir, 'ocrvs/').length), readFileSync(path));
    }
    rmSync(join(dir, 'ocrvs'), { recursive: true });
    for (const [key, content] of contents) writeMinioObject(join(dir, 'ocrvs'), key, content);
    mkdirSync(join(dir, '.minio.sys/buckets'), { recursive: true });
    write(join(dir, '.minio.sys/format.json'), '{}');
  };
  const archive = await read(buildArchive(shop.dir, { objects }));
  expect(failedCodes(judge(archive))).toEqual([]);
  expect(archive.objects).toMatchObject({ count: 28, system: 1 });
  const broken = (dir: string): void => {
    objects(dir);
    const path = join(dir, 'ocrvs/events/e1/birth.png/xl.meta');
    const bytes = readFileSync(path);
    bytes[bytes.length - 1]! ^= 1;
    write(path, bytes);
  };
  const checks = judge(await read(buildArchive(shop.dir, { objects: broken })));
  expect(failedCodes(checks)).toEqual(['ARCHIVE_OBJECTS_WHOLE']);
  expect(saying(checks, 'ARCHIVE_OBJECTS_WHOLE')).toMatch(/events\/e1\/birth\.png/);
});
