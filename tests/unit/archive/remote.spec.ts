import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { readOnHost } from '../../../helpers/archive/remote/read-on-host.ts';
import { plainCrc32 } from '../../../helpers/archive/stream/crc32.ts';
import type { CommandOptions, Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import { buildArchive, DATE, PASSPHRASE, REGISTRATION, workshop, type Workshop } from './build-archive.ts';
import { failedCodes, judge, read } from './judged.ts';

let shop: Workshop;
let archive: string;

test.beforeAll(() => {
  shop = workshop();
  archive = buildArchive(shop.dir);
});

test.afterAll(() => shop.remove());

const OPTIONS = { passphrase: PASSPHRASE, layout: 'swarm', date: DATE, expect: REGISTRATION } as const;

test('read on a host, an archive gives the same facts', async () => {
  const there = await readOnHost(
    localHost(),
    [{ name: basename(archive), store: null, path: archive }],
    OPTIONS,
  );
  const here = await read(archive);
  const timeless = (facts: typeof here) => ({
    ...facts,
    files: facts.files.map((file) => ({ ...file, reading: { ...file.reading, durationMs: 0 } })),
  });
  expect(timeless(there)).toEqual(timeless(here));
  expect(failedCodes(judge(there))).toEqual([]);
});

test('a command there may give the bytes, as from another host', async () => {
  const file = { name: 'x', store: null, command: ['cat', archive], listed: null };
  expect(failedCodes(judge(await readOnHost(localHost(), [file], OPTIONS)))).toEqual(['ARCHIVE_EXISTS']);
  const listed = { bytes: 1_000_000, modifiedAt: '' };
  const whole = await readOnHost(localHost(), [{ ...file, listed }], OPTIONS);
  expect(whole.files[0]!.reading).toMatchObject({ complete: true, damages: [] });
  const failing = { ...file, listed, command: ['sh', '-c', 'echo no such host >&2; exit 255'] };
  await expect(readOnHost(localHost(), [failing], OPTIONS)).rejects.toThrow(/no such host/);
});

test('the passphrase and the names go over standard input or not at all, and no file is left', async () => {
  const before = readdirSync(shop.dir);
  const seen: { argv: string; stdin: string }[] = [];
  const local = localHost();
  const host: Host = {
    ...local,
    run: (argv, options: CommandOptions = {}) => {
      seen.push({ argv: argv.join(' '), stdin: typeof options.stdin === 'string' ? options.stdin : '' });
      return local.run(argv, options);
    },
  };
  await readOnHost(host, [{ name: 'x', store: null, path: archive }], OPTIONS);
  expect(seen).toHaveLength(1);
  expect(seen[0]!.argv).not.toContain(PASSPHRASE);
  expect(seen[0]!.stdin).toContain(PASSPHRASE);
  expect(seen[0]!.stdin).not.toContain(REGISTRATION.childName.surname);
  expect(readdirSync(shop.dir)).toEqual(before);
});

test('a missing file is a fact, a host without Node is told', async () => {
  const absent = await readOnHost(localHost(), [{ name: 'x', store: null, path: '/nowhere/x' }], OPTIONS);
  expect(failedCodes(judge(absent))).toEqual(['ARCHIVE_EXISTS']);
  const bare: Host = {
    ...localHost('staging'),
    run: () =>
      Promise.resolve({ code: 127, signal: null, stderr: 'node: not found', durationMs: 0, stdout: '' }),
  };
  await expect(readOnHost(bare, [], OPTIONS)).rejects.toThrow('staging: Node 18 or later is needed');
});

test('the checksum for older Node is the same', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      const [first, second] = [Buffer.from(a), Buffer.from(b)];
      expect(plainCrc32(second, plainCrc32(first))).toBe(crc32(second, crc32(first)));
    }),
  );
});
