import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compareReferences, References } from '../../../helpers/archive/contents/references.ts';
import { KeySet } from '../../../helpers/archive/contents/key-set.ts';
import type { MongoDumpFacts } from '../../../helpers/facts/archive.ts';
import { DamageError } from '../../../helpers/facts/damage.ts';
import { Crc64 } from '../../../helpers/archive/mongo/crc64.ts';
import { inspectMongo } from '../../../helpers/archive/mongo/inspect-mongo.ts';
import { chunkSizes, inChunks } from './any-chunking.ts';
import { buildArchive, DATE, REGISTRATION, workshop, write, type Workshop } from './build-archive.ts';
import { failedCodes, judge, read, saying } from './judged.ts';
import { bson, mongoArchive } from './mongo-writer.ts';

const HEARTH = mongoArchive({
  'hearth-dev.Composition': [bson({ trackingId: 'TRACK3' }), bson({ trackingId: 'TRACK4' })],
  'hearth-dev.DocumentReference': [
    bson({ url: '/ocrvs/events/e3/birth.png' }),
    bson({ url: '/ocrvs/lost.png', note: 'see https://minio/ocrvs/not-a-path.png' }),
  ],
  'hearth-dev.DocumentReference_history': [bson({ url: '/ocrvs/deleted-long-ago.png' })],
  'hearth-dev.empty': [],
});

async function inspect(bytes: Buffer, sizes: readonly number[] = [1 << 18]) {
  const references = new References();
  references.seen = true;
  const facts: MongoDumpFacts = {
    member: 'm',
    serverVersion: '',
    collections: {},
    mentions: 0,
    whole: false,
  };
  const damage = await inspectMongo(facts, inChunks(bytes, sizes), references, REGISTRATION).then(
    () => null,
    (error: unknown) => error,
  );
  if (damage !== null && !(damage instanceof DamageError)) throw new Error('no damage', { cause: damage });
  return { facts, damage, references: compareReferences(new Map([['m', references]]), new KeySet(), null) };
}

let shop: Workshop;

test.beforeAll(() => (shop = workshop()));

test.afterAll(() => shop.remove());

test('the checksum is CRC-64 of ECMA-182, reflected: its published check value', () => {
  const crc = new Crc64();
  crc.update(Buffer.from('123456789'));
  expect(BigInt.asUintN(64, crc.value)).toBe(0x995dc9bbdf1939fan);
});

test('the checksum does not depend on how the bytes come', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (array, cut) => {
      const [whole, halves] = [new Crc64(), new Crc64()];
      const bytes = Buffer.from(array);
      whole.update(bytes);
      halves.update(bytes.subarray(0, cut));
      halves.update(bytes.subarray(cut));
      expect(halves.value).toBe(whole.value);
    }),
  );
});

test('collections, references and the tracking id, in any chunks', async () => {
  await fc.assert(
    fc.asyncProperty(chunkSizes, async (sizes) => {
      const { facts, damage, references } = await inspect(HEARTH, sizes);
      expect(damage).toBeNull();
      expect(facts).toEqual({
        member: 'm',
        serverVersion: '4.4.29',
        collections: {
          'hearth-dev.Composition': 2,
          'hearth-dev.DocumentReference': 2,
          'hearth-dev.DocumentReference_history': 1,
          'hearth-dev.empty': 0,
        },
        mentions: 1,
        whole: true,
      });
      expect(references?.listed).toEqual(['events/e3/birth.png', 'lost.png']);
    }),
    { numRuns: 30 },
  );
});

test("an archive that MongoDB's own tools wrote is read to its end", async () => {
  const packed = readFileSync(join(import.meta.dirname, 'fixtures/hearth.archive.gz'));
  const { facts, damage, references } = await inspect(gunzipSync(packed));
  expect(damage).toBeNull();
  expect(facts).toMatchObject({
    serverVersion: '4.4.29',
    collections: {
      'hearth-dev.Composition': 400,
      'hearth-dev.DocumentReference': 120,
      'hearth-dev.DocumentReference_history': 5,
      'hearth-dev.Patient': 400,
      'hearth-dev.a.name.with.dots': 3,
      'hearth-dev.empty': 0,
    },
    mentions: 1,
    whole: true,
  });
  expect(references?.count).toBe(120);
});

test('cut anywhere it is never whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(HEARTH.length - 1), async (length) => {
      const { facts, damage } = await inspect(HEARTH.subarray(0, length));
      expect(damage?.kind).toBe(length < 4 ? 'not-this' : 'cut');
      expect(facts.whole).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test("a changed document breaks its collection's checksum", async () => {
  const bytes = Buffer.from(HEARTH);
  bytes[bytes.indexOf('TRACK4')]! ^= 1;
  expect((await inspect(bytes)).damage?.message).toMatch(/checksum of hearth-dev\.Composition is wrong/);
});

const MONGO = [
  'hearth-dev',
  'user-mgnt',
  'application-config',
  'metrics',
  'webhooks',
  'performance',
  'openhim-dev',
];
const POLICY = { opencrvsVersion: '1.8', stores: ['mongo', 'minio', 'elasticsearch'] };

/** The tree of the version before PostgreSQL. */
function treeOfOld(dir: string, names: string[], hearth = HEARTH): void {
  rmSync(join(dir, 'postgres'), { recursive: true });
  for (const name of names) {
    const other = mongoArchive({ [`${name}.things`]: [bson({ a: 1 })] });
    write(join(dir, `mongo/${name}-${DATE}.gz`), gzipSync(name === 'hearth-dev' ? hearth : other));
  }
}

test('an archive of 1.8 proves the registration by its tracking id, and names files that are lost', async () => {
  const tree = (dir: string): void => treeOfOld(dir, [...MONGO, 'events']);
  const checks = judge(await read(buildArchive(shop.dir, { tree })), POLICY);
  expect(failedCodes(checks)).toEqual(['ARCHIVE_REFERENCES_COMPLETE']);
  expect(saying(checks, 'ARCHIVE_REFERENCES_COMPLETE')).toMatch(/1 missing.*lost\.png/);
  expect(checks.find(({ code }) => code === 'ARCHIVE_HAS_REGISTRATION')?.status).toBe('passed');
});

test('a dump that broke off inside a green archive is named', async () => {
  const broken = gzipSync(HEARTH).subarray(0, 200);
  const tree = (dir: string): void => {
    treeOfOld(dir, [...MONGO, 'events']);
    write(join(dir, `mongo/hearth-dev-${DATE}.gz`), broken);
  };
  const checks = judge(await read(buildArchive(shop.dir, { tree })), POLICY);
  expect(failedCodes(checks)).toEqual(['ARCHIVE_NESTED_WHOLE']);
});

test('an archive that an older job made after an upgrade is named as such', async () => {
  const stores = ['mongo', 'minio', 'elasticsearch', 'influxdb', 'vsexport', 'postgres'];
  const tree = (dir: string): void => {
    treeOfOld(dir, [...MONGO, 'events']);
    write(join(dir, 'influxdb/meta'), 'x');
    write(join(dir, `vsexport/ocrvs-${DATE}.tar.gz`), gzipSync(Buffer.alloc(1024)));
  };
  const checks = judge(await read(buildArchive(shop.dir, { tree })), { opencrvsVersion: '1.9', stores });
  expect(failedCodes(checks)).toEqual(['ARCHIVE_JOB_VERSION', 'ARCHIVE_REFERENCES_COMPLETE']);
  expect(saying(checks, 'ARCHIVE_JOB_VERSION')).toMatch(/those of 1\.8/);
});
