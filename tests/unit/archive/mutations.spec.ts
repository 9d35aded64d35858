import { expect, test } from '@playwright/test';
import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildArchive,
  DATE,
  FIXTURES,
  seal,
  workshop,
  write,
  type Recipe,
  type Workshop,
} from './build-archive.ts';
import { failedCodes, judge, read, saying } from './judged.ts';

const DUMP = `postgres/events-${DATE}.dump`;
const MINIO = `minio/ocrvs-${DATE}.tar.gz`;

const flip = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 0x10;
  return copy;
};
const cutFile = (path: string, bytes: number): void => truncateSync(path, readFileSync(path).length - bytes);

interface Damage extends Recipe {
  name: string;
  /** The codes that fail, and none besides. */
  codes: string[];
  /** What the first of them says it saw, and where. */
  says: RegExp;
}

const DAMAGES: Damage[] = [
  {
    name: 'plaintext under the encrypted name',
    sealed: () => readFileSync(join(plain.dir, 'plain.tar.gz')),
    codes: ['ARCHIVE_ENCRYPTED'],
    says: /anybody can unpack/,
  },
  {
    name: 'some other file',
    sealed: () => Buffer.from('x'.repeat(5000)),
    codes: ['ARCHIVE_ENCRYPTED'],
    says: /looks like base64 text/,
  },
  {
    name: 'encrypted with another passphrase',
    packed: (bytes) => bytes,
    sealed: () => seal(readFileSync(join(plain.dir, 'plain.tar.gz')), 'another'),
    codes: ['ARCHIVE_DECRYPTS'],
    says: /does not open/,
  },
  {
    name: 'its first block damaged, which is no wrong passphrase',
    sealed: (bytes) => flip(bytes, 20),
    codes: ['ARCHIVE_WHOLE'],
    says: /fits the end.*byte 16/,
  },
  {
    name: 'cut at an odd byte',
    sealed: (bytes) => bytes.subarray(0, -1001),
    codes: ['ARCHIVE_WHOLE'],
    says: /cut.*source at byte \d+/,
  },
  {
    name: 'cut at a whole block',
    sealed: (bytes) => bytes.subarray(0, -1600),
    codes: ['ARCHIVE_WHOLE'],
    says: /cut in layer source at byte \d+/,
  },
  {
    name: 'cut by its last block',
    sealed: (bytes) => bytes.subarray(0, -16),
    codes: ['ARCHIVE_WHOLE'],
    says: /cut in layer source/,
  },
  {
    name: 'one bit turned in the middle',
    sealed: (bytes) => flip(bytes, bytes.length >> 1),
    codes: ['ARCHIVE_WHOLE'],
    says: /corrupt in layer gzip at byte \d+, while reading \S+/,
  },
  {
    name: 'one bit turned in the last block',
    sealed: (bytes) => flip(bytes, bytes.length - 1),
    codes: ['ARCHIVE_WHOLE'],
    says: /corrupt|its last block is damaged/,
  },
  {
    name: 'a few bytes after the end',
    sealed: (bytes) => Buffer.concat([bytes, Buffer.from('tail')]),
    codes: ['ARCHIVE_WHOLE'],
    says: /4 bytes follow.*trailing in layer source/,
  },
  {
    name: 'whole blocks after the end',
    sealed: (bytes) => Buffer.concat([bytes, Buffer.alloc(64, 7)]),
    codes: ['ARCHIVE_WHOLE'],
    says: /trailing in layer source at byte \d+/,
  },
  {
    name: 'bytes after the gzip stream, inside the encryption',
    packed: (bytes) => Buffer.concat([bytes, Buffer.from('more than a padding block')]),
    codes: ['ARCHIVE_PACKED_WHOLE'],
    says: /trailing in layer gzip/,
  },
  {
    name: 'a single byte after the gzip stream, inside the encryption',
    packed: (bytes) => Buffer.concat([bytes, Buffer.from('x')]),
    codes: ['ARCHIVE_PACKED_WHOLE'],
    says: /trailing in layer gzip/,
  },
  {
    name: 'gzip cut before the encryption',
    packed: (bytes) => bytes.subarray(0, -3000),
    codes: ['ARCHIVE_PACKED_WHOLE'],
    says: /cut before it was encrypted/,
  },
  {
    name: 'nothing but a gzip header encrypted',
    packed: (bytes) => bytes.subarray(0, 12),
    codes: ['ARCHIVE_SIZE_PLAUSIBLE', 'ARCHIVE_PACKED_WHOLE'],
    says: /bytes/,
  },
  { name: 'empty', sealed: () => Buffer.alloc(0), codes: ['ARCHIVE_SIZE_PLAUSIBLE'], says: /0 bytes/ },
  {
    name: 'a store missing',
    tree: (dir) => rmSync(join(dir, 'elasticsearch'), { recursive: true }),
    codes: ['ARCHIVE_MEMBERS'],
    says: /elasticsearch\/ is missing/,
  },
  {
    name: 'an empty object store member',
    tree: (dir) => writeFileSync(join(dir, MINIO), ''),
    codes: ['ARCHIVE_MEMBERS'],
    says: /ocrvs-.* is empty/,
  },
  {
    name: 'the nested archive cut',
    tree: (dir) => cutFile(join(dir, MINIO), 2000),
    codes: ['ARCHIVE_NESTED_WHOLE'],
    says: /ends too early.*cut in layer nested-gzip.*minio/,
  },
  {
    name: 'the nested archive damaged',
    tree: (dir) => writeFileSync(join(dir, MINIO), flip(readFileSync(join(dir, MINIO)), 30_000)),
    codes: ['ARCHIVE_NESTED_WHOLE'],
    says: /corrupt in layer nested-gzip.*minio/,
  },
  {
    name: 'the nested archive no archive',
    tree: (dir) => writeFileSync(join(dir, MINIO), 'tar: command not found'),
    codes: ['ARCHIVE_NESTED_WHOLE'],
    says: /not a gzip stream/,
  },
  {
    name: 'the dump cut',
    tree: (dir) => cutFile(join(dir, DUMP), 50),
    codes: ['ARCHIVE_DUMP_WHOLE'],
    says: /cut in layer content.*events/,
  },
  {
    name: 'the dump cut between two tables',
    dump: join(FIXTURES, 'events-uncompressed.dump'),
    tree: (dir) => cutFile(join(dir, DUMP), lastTableOf(readFileSync(join(dir, DUMP)))),
    codes: ['ARCHIVE_DUMP_WHOLE'],
    says: /lacks the data of app\.users/,
  },
  {
    name: 'the dump damaged',
    tree: (dir) => writeFileSync(join(dir, DUMP), flip(readFileSync(join(dir, DUMP)), 8200)),
    codes: ['ARCHIVE_DUMP_WHOLE'],
    says: /corrupt in layer content/,
  },
  {
    name: 'a dump of a database without the application',
    dump: join(FIXTURES, 'empty.dump'),
    codes: ['ARCHIVE_DUMP_TABLES', 'ARCHIVE_HAS_REGISTRATION'],
    says: /0 tables/,
  },
  {
    name: "yesterday's members under today's name",
    tree: (dir) => {
      renameSync(join(dir, DUMP), join(dir, 'postgres/events-2026-11-22.dump'));
      renameSync(join(dir, MINIO), join(dir, 'minio/ocrvs-2026-11-22.tar.gz'));
    },
    codes: ['ARCHIVE_DATES'],
    says: /named for another date/,
  },
  {
    name: "yesterday's dump under today's name",
    tree: (dir) => writeFileSync(join(dir, DUMP), ageDump(readFileSync(join(dir, DUMP)))),
    codes: ['ARCHIVE_DATES'],
    says: /was made on 2026-11-22/,
  },
  {
    name: 'an attachment absent',
    objects: (dir) => rmSync(join(dir, 'ocrvs/events/e3/birth.png')),
    codes: ['ARCHIVE_REFERENCES_COMPLETE', 'ARCHIVE_HAS_ATTACHMENTS'],
    says: /1 missing.*events\/e3\/birth\.png/,
  },
  {
    name: 'an attachment under another key',
    objects: (dir) =>
      renameSync(join(dir, 'ocrvs/events/e3/birth.png'), join(dir, 'ocrvs/events/e3/other.png')),
    codes: ['ARCHIVE_REFERENCES_COMPLETE', 'ARCHIVE_HAS_ATTACHMENTS'],
    says: /1 missing/,
  },
  {
    name: 'an attachment altered',
    objects: (dir) => write(join(dir, 'ocrvs/events/e3/birth.png'), Buffer.alloc(40_000, 1)),
    codes: ['ARCHIVE_ATTACHMENTS_EQUAL'],
    says: /proofOfBirth: altered/,
  },
  {
    name: 'an attachment truncated',
    objects: (dir) => truncateSync(join(dir, 'ocrvs/events/e3/birth.png'), 20_000),
    codes: ['ARCHIVE_ATTACHMENTS_EQUAL'],
    says: /truncated, 20000 of 40000 bytes/,
  },
  {
    name: "somebody else's file absent",
    objects: (dir) => rmSync(join(dir, 'ocrvs/events/e1/mother.png')),
    codes: ['ARCHIVE_REFERENCES_COMPLETE'],
    says: /1 missing.*e1\/mother/,
  },
  {
    name: 'no object at all',
    objects: (dir) => rmSync(join(dir, 'ocrvs'), { recursive: true }),
    codes: ['ARCHIVE_REFERENCES_COMPLETE', 'ARCHIVE_HAS_ATTACHMENTS'],
    says: /28 missing/,
  },
];

let plain: Workshop;
let shop: Workshop;

test.beforeAll(() => {
  plain = workshop();
  shop = workshop();
  buildArchive(plain.dir, {
    packed: (bytes) => {
      writeFileSync(join(plain.dir, 'plain.tar.gz'), bytes);
      return bytes;
    },
  });
});

test.afterAll(() => {
  plain.remove();
  shop.remove();
});

test('an undamaged archive fails no check', async () => {
  const checks = judge(await read(buildArchive(shop.dir)));
  expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
  const unproven = checks.filter(({ status }) => status === 'not-proven').map(({ code }) => code);
  expect(unproven).toEqual(['ARCHIVE_NOT_GROWING', 'ARCHIVE_ROWS_AS_ON_PRODUCTION']);
});

for (const { name, codes, says, ...recipe } of DAMAGES) {
  test(`damage: ${name}`, async () => {
    const checks = judge(await read(buildArchive(shop.dir, recipe)));
    expect(failedCodes(checks)).toEqual(codes);
    expect(saying(checks, codes[0]!)).toMatch(says);
  });
}

/** The same content in a gzip stream that is `n` bytes longer, by a name in its header. */
function longer(gzip: Buffer, n: number): Buffer {
  if (n === 0) return gzip;
  const header = Buffer.from(gzip.subarray(0, 10));
  header[3]! |= 8;
  return Buffer.concat([header, Buffer.alloc(n - 1, 'n'), Buffer.from([0]), gzip.subarray(10)]);
}

const ENDS: [string, Recipe, string][] = [
  ['whole', {}, ''],
  ['cut by its last block', { sealed: (bytes) => bytes.subarray(0, -16) }, 'ARCHIVE_WHOLE'],
  ['cut by a byte', { sealed: (bytes) => bytes.subarray(0, -1) }, 'ARCHIVE_WHOLE'],
  ['its last byte changed', { sealed: (bytes) => flip(bytes, bytes.length - 1) }, 'ARCHIVE_WHOLE'],
  [
    'the block before the last changed',
    { sealed: (bytes) => flip(bytes, bytes.length - 17) },
    'ARCHIVE_WHOLE',
  ],
  ['a byte after it', { sealed: (bytes) => Buffer.concat([bytes, Buffer.from('x')]) }, 'ARCHIVE_WHOLE'],
  ['a block after it', { sealed: (bytes) => Buffer.concat([bytes, Buffer.alloc(16, 1)]) }, 'ARCHIVE_WHOLE'],
  ['its first block changed', { sealed: (bytes) => flip(bytes, 17) }, 'ARCHIVE_WHOLE'],
  [
    'a byte inside the encryption',
    { packed: (gzip) => Buffer.concat([gzip, Buffer.from('x')]) },
    'ARCHIVE_PACKED_WHOLE',
  ],
];
for (const [what, recipe, code] of ENDS) {
  test(`wherever the gzip stream ends in the last block: ${what}`, async () => {
    for (let n = 0; n < 16; n++) {
      const packed = (gzip: Buffer): Buffer => (recipe.packed ?? ((same) => same))(longer(gzip, n));
      const checks = judge(await read(buildArchive(shop.dir, { ...recipe, packed })));
      expect(failedCodes(checks).join(), `${n} bytes longer`).toBe(code);
    }
  });
}

/** Sets the day of the month in a dump's header back by one: magic, version, sizes, format, then sign and amount each. */
function ageDump(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const day = 11 + 5 * (1 + 3) + 1;
  expect(copy[day]).toBe(Number(DATE.slice(-2)));
  copy[day]! -= 1;
  return copy;
}

/** Bytes of the last data block of an uncompressed dump: from its type byte on. */
function lastTableOf(bytes: Buffer): number {
  const end = bytes.lastIndexOf(Buffer.from('\\.\n\n\n'));
  const before = bytes.lastIndexOf(Buffer.from('\\.\n\n\n'), end - 1);
  // The chunk's end mark of five bytes, then the last block.
  return bytes.length - (before + 5 + 5);
}
