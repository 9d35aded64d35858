import { expect, test } from '@playwright/test';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../../helpers/offsite/manifest.ts';
import { sshHost } from '../../../helpers/ssh/ssh-host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { ensureRsync } from '../../../lab/setup/rsync.ts';
import { DATE, workshop, type Workshop } from '../archive/build-archive.ts';
import { startSshd, type Sshd } from '../ssh/sshd.ts';
import { copyPlace, type CopyPlace } from './copies.ts';

let shop: Workshop;
let sshd: Sshd;
let host: Host;

test.beforeAll(async () => {
  await ensureRsync();
  sshd = await startSshd();
});

test.beforeEach(() => {
  shop = workshop();
  host = sshHost('backup', sshd.config);
});

test.afterEach(async () => {
  await host.close();
  shop.remove();
});

test.afterAll(() => sshd.stop());

const NAME = `${DATE}/${DATE}.tar.gz.enc`;
const archiveOf = ({ backups }: CopyPlace): Buffer => readFileSync(join(backups, NAME));

test('a night is copied over the held connection, with a manifest that says what it is', async () => {
  const place = copyPlace(shop, {}, host);
  const logins = sshd.log.filter((line) => /Accepted publickey/.test(line)).length;
  const copied = await place.copy();
  expect(copied).toMatchObject({ result: 'copied' });
  expect(readFileSync(join(place.dir, NAME))).toEqual(archiveOf(place));
  expect(readManifest(place.dir, DATE)).toMatchObject({
    date: DATE,
    copiedAt: '2026-11-24T08:00:00.000Z',
    files: [
      {
        name: NAME,
        bytes: archiveOf(place).length,
        sha256: createHash('sha256').update(archiveOf(place)).digest('hex'),
      },
    ],
  });
  expect(sshd.log.filter((line) => /Accepted publickey/.test(line)).length - logins).toBe(1);
  expect(await place.copy()).toEqual({ result: 'there' });
});

test('what a crash left of a file is gone on with, byte for byte', async () => {
  const place = copyPlace(shop, {}, host);
  const whole = archiveOf(place);
  const half = join(place.dir, '.incoming', DATE, `${DATE}.tar.gz.enc`);
  mkdirSync(join(half, '..'), { recursive: true });
  writeFileSync(half, whole.subarray(0, whole.length >> 1));
  expect(await place.copy()).toMatchObject({ result: 'copied' });
  expect(readFileSync(join(place.dir, NAME))).toEqual(whole);
});

test('a crash between the name and the manifest is no proof: the copy is proven again', async () => {
  const place = copyPlace(shop, {}, host);
  await place.copy();
  rmSync(join(place.dir, `${DATE}.json`));
  expect(await place.copy()).toMatchObject({ result: 'copied' });
  expect(readManifest(place.dir, DATE)).not.toBeNull();
});

test('a connection that is cut leaves no file under its name, and the next copy goes on', async () => {
  // Larger than what the buffers on the way hold.
  const place = copyPlace(
    shop,
    { tree: (tree) => writeFileSync(join(tree, 'elasticsearch/big'), randomBytes(24 << 20)) },
    host,
  );
  let cut = false;
  const broken = place.copy({
    bytesPerSecond: 8 << 20,
    onProgress: (bytes) => {
      if (bytes === 0 || cut) return;
      cut = true;
      sshd.cut();
    },
  });
  await expect(broken).rejects.toThrow(/broke off at byte \d+.*what came is kept/);
  expect(existsSync(join(place.dir, DATE))).toBe(false);
  expect(readdirSync(join(place.dir, '.incoming', DATE))).toHaveLength(1);
  expect(await place.copy()).toMatchObject({ result: 'copied' });
});

test('after a cut the same command goes on by itself', async () => {
  const place = copyPlace(
    shop,
    { tree: (tree) => writeFileSync(join(tree, 'elasticsearch/big'), randomBytes(24 << 20)) },
    host,
  );
  let cut = false;
  const copied = await place.copy({
    pausesMs: [1],
    bytesPerSecond: 8 << 20,
    onProgress: (bytes) => {
      if (bytes === 0 || cut) return;
      cut = true;
      sshd.cut();
    },
  });
  expect(cut).toBe(true);
  expect(copied).toMatchObject({ result: 'copied' });
});

test('an archive that is damaged on the backup host is not kept as a copy', async () => {
  const place = copyPlace(shop, {
    sealed: (bytes) => {
      bytes[bytes.length >> 1]! ^= 1;
      return bytes;
    },
  });
  expect(await place.copy()).toMatchObject({
    result: 'unsound',
    why: expect.stringContaining('damaged on backup itself'),
  });
  expect(readdirSync(place.dir)).toEqual(['.incoming']);
});

test('a wrong passphrase keeps nothing', async () => {
  const place = copyPlace(shop);
  expect(await place.copy({ passphrase: 'another one' })).toMatchObject({ result: 'unsound' });
  expect(readdirSync(place.dir)).toEqual(['.incoming']);
});

test('a copy that differs from the host’s file is not kept', async () => {
  const local = localHost('backup');
  const lying: Host = {
    ...local,
    run: async (argv, options) => {
      const result = await local.run(argv, options);
      return argv.includes('sha256sum')
        ? { ...result, stdout: result.stdout.replace(/^./, (c) => (c === '0' ? '1' : '0')) }
        : result;
    },
  };
  const place = copyPlace(shop, {}, lying);
  expect(await place.copy()).toMatchObject({
    result: 'unsound',
    why: expect.stringContaining('differs from the file'),
  });
  expect(existsSync(join(place.dir, DATE))).toBe(false);
});

test('an archive that was made again after it was copied is said, and the copy stays', async () => {
  const place = copyPlace(shop);
  await place.copy();
  const before = readFileSync(join(place.dir, NAME));
  writeFileSync(join(place.backups, NAME), Buffer.concat([before, before]));
  expect(await place.copy()).toMatchObject({
    result: 'unsound',
    why: expect.stringContaining('somebody made'),
  });
  expect(readFileSync(join(place.dir, NAME))).toEqual(before);
});

test('a night that is not there, and a host without rsync, are each one sentence', async () => {
  const place = copyPlace(shop, {}, host);
  await expect(place.copy({ date: '2026-01-01' })).rejects.toThrow(/backup has no .*2026-01-01/);
  const local = localHost('backup');
  const without: Host = {
    ...local,
    stream: (argv, options) => local.stream(argv[0] === 'rsync' ? ['sh', '-c', 'exit 127'] : argv, options),
  };
  await expect(place.copy({ host: without })).rejects.toThrow('backup has no rsync: install it there');
});

test('a folder with a manifest and no files is copied again', async () => {
  const place = copyPlace(shop);
  await place.copy();
  renameSync(join(place.dir, DATE), join(place.dir, 'moved'));
  expect(await place.copy()).toMatchObject({ result: 'copied' });
});
