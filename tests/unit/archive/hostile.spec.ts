import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildArchive, seal, workshop, write, type Workshop } from './build-archive.ts';
import { failedCodes, judge, read, saying } from './judged.ts';
import { rawMember, rawTar, type RawMember } from './tar-writer.ts';

const MIB = 1 << 20;
let shop: Workshop;

test.beforeAll(() => (shop = workshop()));

test.afterAll(() => shop.remove());

/** An encrypted archive of a tar made by hand. */
function sealed(members: readonly RawMember[]): string {
  const path = join(shop.dir, 'hostile.tar.gz.enc');
  writeFileSync(path, seal(gzipSync(rawTar(members))));
  return path;
}

const DANGERS: [string, RawMember, string][] = [
  ['an absolute name', { name: '/etc/cron.d/job' }, 'absolute path'],
  ['a name that climbs', { name: 'mongo/../../root/.ssh/authorized_keys' }, 'path that leaves the folder'],
  ['a symbolic link', { name: 'minio', type: '2', link: '/etc' }, 'link'],
  ['a hard link', { name: 'passwd', type: '1', link: '/etc/passwd' }, 'link'],
  ['a device', { name: 'sda', type: '4' }, 'device or pipe'],
  ['a pipe', { name: 'pipe', type: '6' }, 'device or pipe'],
  ['a type that nobody knows', { name: 'x', type: 'Z' }, 'unknown type'],
  ['a name that is no UTF-8', { name: Buffer.from([0x66, 0xff, 0xfe]) }, 'name is not UTF-8'],
];

for (const [what, member, why] of DANGERS) {
  test(`${what} is named`, async () => {
    const archive = await read(sealed([member]));
    expect(archive.members.hostile).toEqual({ count: 1, listed: [expect.objectContaining({ why })] });
    expect(failedCodes(judge(archive))).toContain('ARCHIVE_NAMES_SAFE');
  });
}

test('control characters of a name do not reach a report', async () => {
  const archive = await read(sealed([{ name: '/\u001b[2Jx\n' }]));
  expect(archive.members.hostile.listed).toEqual([{ member: '/?[2Jx?', why: 'absolute path' }]);
});

test('a nested archive is looked at in the same way', async () => {
  const tree = (dir: string): void =>
    write(join(dir, 'vsexport/x.tar.gz'), gzipSync(rawTar([{ name: '../x' }])));
  const archive = await read(buildArchive(shop.dir, { tree }));
  expect(archive.members.hostile.listed).toEqual([
    { member: 'vsexport/x.tar.gz: ../x', why: 'path that leaves the folder' },
  ]);
});

test('a member that claims 8 EiB is refused at once', async () => {
  const archive = await read(sealed([{ name: 'big', size: 1n << 63n }]));
  expect(saying(judge(archive), 'ARCHIVE_PACKED_WHOLE')).toMatch(/claims 9\d+ bytes.*too-big/);
});

test('a member that claims more than there is ends as cut', async () => {
  const archive = await read(sealed([{ name: 'big', size: 1n << 40n }]));
  expect(saying(judge(archive), 'ARCHIVE_PACKED_WHOLE')).toMatch(/cut in layer tar.*while reading big/);
});

test('a name of many megabytes is not read into memory', async () => {
  const archive = await read(
    sealed([{ name: '././@LongLink', type: 'L', content: Buffer.alloc(3 * MIB, 'x') }]),
  );
  expect(saying(judge(archive), 'ARCHIVE_PACKED_WHOLE')).toMatch(/a tar name of 3145728 bytes/);
});

test('a PAX header that makes no sense is damage', async () => {
  const archive = await read(sealed([{ name: 'pax', type: 'x', content: Buffer.from('99 path=x\n') }]));
  expect(saying(judge(archive), 'ARCHIVE_PACKED_WHOLE')).toMatch(/PAX header/);
});

test('a gzip bomb stops early', async () => {
  const zeros = gzipSync(Buffer.alloc(64 * MIB), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 64 }, () => zeros));
  const path = join(shop.dir, 'bomb.tar.gz.enc');
  const head = rawMember({ name: 'zeros', size: BigInt(4096 * MIB) })[0]!;
  writeFileSync(path, seal(Buffer.concat([gzipSync(head), bomb])));
  const archive = await read(path);
  expect(saying(judge(archive), 'ARCHIVE_PACKED_WHOLE')).toMatch(
    /unpack to more than .*too-big in layer gzip/,
  );
});

test('a nested gzip bomb stops early and the rest is read', async () => {
  const zeros = gzipSync(Buffer.alloc(64 * MIB), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 40 }, () => zeros));
  const tree = (dir: string): void => write(join(dir, 'mongo/metrics-2026-11-23.gz'), bomb);
  const checks = judge(await read(buildArchive(shop.dir, { tree })));
  expect(failedCodes(checks)).toEqual(['ARCHIVE_NESTED_WHOLE']);
  expect(saying(checks, 'ARCHIVE_NESTED_WHOLE')).toMatch(
    /too-big in layer nested-gzip.*mongo\/metrics-2026-11-23\.gz/,
  );
  expect(checks.find(({ code }) => code === 'ARCHIVE_HAS_REGISTRATION')?.status).toBe('passed');
});

test('sparse files of both encodings are read to their end and named', async () => {
  for (const format of ['gnu', 'pax']) {
    const path = join(shop.dir, 'sparse.tar.gz.enc');
    const dir = join(shop.dir, `sparse-${format}`);
    write(join(dir, 'a-holes'), '');
    truncateSync(join(dir, 'a-holes'), 100 * MIB);
    for (let i = 0; i < 30; i++) {
      execFileSync('dd', [
        'if=/dev/urandom',
        `of=${dir}/a-holes`,
        'bs=4096',
        'count=1',
        `seek=${i * 100}`,
        'conv=notrunc',
        'status=none',
      ]);
    }
    write(join(dir, 'b-after'), 'after');
    const tar = execFileSync('tar', ['--format', format, '-S', '-C', dir, '-cf', '-', 'a-holes', 'b-after'], {
      maxBuffer: 1 << 28,
    });
    writeFileSync(path, seal(gzipSync(tar)));
    const archive = await read(path);
    expect(archive.files[0]!.reading!.damages).toEqual([]);
    expect(archive.members.hostile.listed).toEqual([{ member: 'a-holes', why: 'sparse file' }]);
    expect(archive.members.listed.find(({ name }) => name === 'b-after')?.bytes).toBe('after'.length);
  }
});

test('a hundred thousand members leave facts of the usual size', async () => {
  const one = Buffer.concat(rawMember({ name: 'ocrvs/events/x', content: Buffer.from('x') }));
  const many = Buffer.concat([...Array.from({ length: 100_000 }, () => one), Buffer.alloc(1024)]);
  const tree = (dir: string): void => write(join(dir, 'vsexport/many.tar.gz'), gzipSync(many, { level: 1 }));
  const outer = Array.from({ length: 5000 }, (_, i) => ({ name: `/member-${i}` }));
  const nested = await read(buildArchive(shop.dir, { tree }));
  expect(nested.nested.find(({ member }) => member.startsWith('vsexport'))?.count).toBe(100_000);
  const flat = await read(sealed(outer));
  expect(flat.members).toMatchObject({ count: 5000, hostile: { count: 5000 } });
  expect(JSON.stringify(nested).length).toBeLessThan(20_000);
  expect(JSON.stringify(flat).length).toBeLessThan(40_000);
});
