import { expect, test } from '@playwright/test';
import { chmodSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Unpacking } from '../../../helpers/archive/container/unpacking.ts';
import { KeySet } from '../../../helpers/archive/contents/key-set.ts';
import { MsgpackWalker } from '../../../helpers/archive/objects/msgpack.ts';
import { parseXlMeta } from '../../../helpers/archive/objects/xl-meta.ts';
import { localInput } from '../../../helpers/archive/local-input.ts';
import { readArchive } from '../../../helpers/archive/read-archive.ts';
import { Budget, TooMuchError } from '../../../helpers/archive/stream/budget.ts';
import { inRange, unixTime, unixTimeOf, wholeNumber } from '../../../helpers/base/outside.ts';
import { buildArchive, DATE, PASSPHRASE, seal, workshop, write, type Workshop } from './build-archive.ts';
import { failedCodes, judge, read, saying } from './judged.ts';
import { rawTar, type RawMember } from './tar-writer.ts';

let shop: Workshop;

test.beforeAll(() => (shop = workshop()));

test.afterAll(() => shop.remove());

test('a number from outside is whole and in range, or none', () => {
  expect(['0', '42', '9007199254740991'].map((text) => wholeNumber(text))).toEqual([0, 42, 2 ** 53 - 1]);
  for (const text of ['', '-5', '1.5', '0.4', '1e3', '0x10', ' 1', '9007199254740993', 'NaN', '\u0661']) {
    expect(wholeNumber(text), text).toBeNull();
  }
  expect([inRange(1, 0, 1), inRange(2, 0, 1), inRange(NaN, 0, 1), inRange('1', 0, 1)]).toEqual([
    1,
    null,
    null,
    null,
  ]);
});

test('a time from outside is a date that exists, or none', () => {
  expect([unixTimeOf('1763805600.25'), unixTimeOf('-1.5'), unixTimeOf('0')]).toEqual([1_763_805_600, -2, 0]);
  for (const text of ['nan', '1e20', '99999999999999', '', '1.2.3'])
    expect(unixTimeOf(text), text).toBeNull();
  for (const seconds of [NaN, Infinity, -Infinity, 1e20]) expect(unixTime(seconds)).toBeNull();
});

const pax = (fields: string): RawMember => ({
  name: 'pax',
  type: 'x',
  content: Buffer.from(fields.replace(/^.*$/gm, (line) => (line === '' ? '' : `${line.length + 4} ${line}`))),
});
const field = (text: string): Buffer => Buffer.from(text.padEnd(12, '\0'), 'latin1');
const NONSENSE: [string, RawMember[], RegExp][] = [
  ...['-5', '1.5', '0.4', '1e3'].map((size): [string, RawMember[], RegExp] => [
    `a PAX size ${size}`,
    [pax(`size=${size}\n`), { name: 'x' }],
    /a size that is no number/,
  ]),
  ...['nan', '1e20', 'inf'].map((time): [string, RawMember[], RegExp] => [
    `a PAX time ${time}`,
    [pax(`mtime=${time}\n`), { name: 'x' }],
    /a time that is none/,
  ]),
  ['a size that is no number', [{ name: 'x', fields: { size: field('zzz') } }], /size that is no number/],
  ['a size below zero', [{ name: 'x', fields: { size: Buffer.alloc(12, 0xff) } }], /claims -1 bytes/],
  [
    'a time beyond all dates',
    [{ name: 'x', fields: { mtime: Buffer.from('8000000000ffffffffffffff', 'hex') } }],
    /time that is none/,
  ],
  ['a folder with content', [{ name: 'x/', type: '5', content: Buffer.from('x') }], /claims content/],
  ['a link with content', [{ name: 'x', type: '2', content: Buffer.from('x') }], /claims content/],
  ['one size for all', [{ ...pax('size=1\n'), type: 'g' }, { name: 'x' }], /to all members/],
];
for (const [what, members, says] of NONSENSE) {
  test(`damage, with its place, and no more: ${what}`, async () => {
    const path = join(shop.dir, 'nonsense.tar.gz.enc');
    writeFileSync(path, seal(gzipSync(rawTar(members))));
    const checks = judge(await read(path));
    expect(failedCodes(checks)).toContain('ARCHIVE_PACKED_WHOLE');
    expect(saying(checks, 'ARCHIVE_PACKED_WHOLE')).toMatch(says);
    expect(saying(checks, 'ARCHIVE_PACKED_WHOLE')).toMatch(/at byte \d+/);
  });
}

test('what is kept is counted, whatever keeps it; too much of it is not proven', () => {
  const budget = new Budget(1 << 20);
  const [keys, unpacking] = [new KeySet(budget), new Unpacking(budget)];
  expect(() => {
    for (let i = 0; i < 1_000_000; i++) {
      keys.add(`key ${i}`);
      unpacking.add({
        ...{ name: `${i}/x`, rawName: `${i}/x`, type: 'file', hardLinkTo: null },
        ...{ size: 0, mtime: 0, sparse: false, oddName: false },
      });
    }
  }).toThrow(TooMuchError);
});

test('metadata that claim a lot are walked over, and nothing is built of them', () => {
  const list = Buffer.concat([Buffer.from([0xdd, 0, 0x3f, 0xff, 0xff]), Buffer.alloc(0x3fffff, 0x90)]);
  const walker = new MsgpackWalker(list);
  const before = process.memoryUsage().heapUsed;
  walker.skip();
  expect(walker.offset).toBe(list.length);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8 << 20);
  const endless = Buffer.concat([Buffer.from('XL2 \x01\x00\x00\x00', 'latin1'), Buffer.alloc(1 << 20, 0x91)]);
  expect(() => parseXlMeta(endless)).toThrow(RangeError);
});

test('an object with metadata beyond all measure is not proven, and says so', async () => {
  const objects = (dir: string): void => write(join(dir, 'ocrvs/a.png/xl.meta'), Buffer.alloc(9 << 20));
  const checks = judge(await read(buildArchive(shop.dir, { objects })));
  expect(failedCodes(checks)).toEqual([]);
  const nested = checks.find(({ code }) => code === 'ARCHIVE_NESTED_WHOLE');
  expect(nested).toMatchObject({
    status: 'not-proven',
    reason: 'the xl.meta of an object has 9437184 bytes',
  });
});

test('a file that is lost while it is read is one sentence', async () => {
  const path = buildArchive(shop.dir);
  const options = { passphrase: PASSPHRASE, layout: 'swarm', date: DATE } as const;
  const gone = { ...(await localInput(path)), open: (await localInput(path)).open };
  const input = {
    ...gone,
    open: () => gone.open!(0).then((file) => (file.stdout.destroy(new Error('EIO')), file)),
  };
  await expect(readArchive([input], options)).rejects.toThrow(/broke off at byte 0: EIO$/);
});

test('a file that shrinks while it is read is cut', async () => {
  const path = buildArchive(shop.dir);
  const input = await localInput(path);
  truncateSync(path, readFileSync(path).length - 1000);
  chmodSync(path, 0o600);
  const archive = await readArchive([input], { passphrase: PASSPHRASE, layout: 'swarm', date: DATE });
  expect(archive.files[0]!.reading!.damages[0]).toMatchObject({ kind: 'cut' });
});

test('whatever a reader stumbles over is one sentence, not proven, and quotes nothing', async () => {
  const path = buildArchive(shop.dir);
  const [sample, contents] = [
    { seed: 'x', size: 1 },
    { passphrase: PASSPHRASE, layout: 'swarm', date: DATE } as const,
  ];
  // A defect of the sample stands for one of any reader.
  Object.defineProperty(sample, 'size', {
    get: () => ({
      valueOf: () => {
        throw new TypeError('quotes a citizen');
      },
    }),
  });
  const archive = await readArchive([await localInput(path)], { ...contents, sample });
  const checks = judge(archive);
  expect(failedCodes(checks)).toEqual([]);
  expect(JSON.stringify(archive)).not.toContain('citizen');
  expect(archive.files[0]!.reading!.damages).toMatchObject([{ kind: 'unjudged' }]);
});
