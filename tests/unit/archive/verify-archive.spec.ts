import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { progressLine } from '../../../helpers/cli/verify-archive/progress.ts';
import {
  buildArchive,
  buildKubernetesArchives,
  PASSPHRASE,
  REGISTRATION,
  workshop,
  type Workshop,
} from './build-archive.ts';

const ROOT = join(import.meta.dirname, '../../..');
let shop: Workshop;
let archive: string;
let passphraseFile: string;

test.beforeAll(() => {
  shop = workshop();
  archive = buildArchive(shop.dir);
  passphraseFile = join(shop.dir, 'passphrase');
  writeFileSync(passphraseFile, `${PASSPHRASE}\n`);
});

test.afterAll(() => shop.remove());

/** The command as a person runs it. */
function command(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'helpers/cli/verify-archive.ts'), ...args],
    { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: shop.dir, ...env } },
  );
  return { status, stdout, stderr };
}
const WITH = ['--stores', 'postgres,minio,elasticsearch', '--opencrvs', '1.9'];

test('a good archive passes, with the passphrase from a file or the environment', () => {
  const fromFile = command([archive, '--passphrase-file', passphraseFile, ...WITH]);
  expect(fromFile.stdout).toContain('Verdict: PASSED (profile offline)');
  expect(fromFile.status).toBe(0);
  expect(command([archive, ...WITH], { BACKUP_PASSPHRASE: PASSPHRASE }).status).toBe(0);
});

test('what a run registered must be in it', () => {
  const run = join(shop.dir, 'run');
  mkdirSync(join(run, 'facts'), { recursive: true });
  writeFileSync(join(run, 'run.json'), '{"id":"1"}');
  const store = (value: unknown): void =>
    writeFileSync(join(run, 'facts/registration.json'), JSON.stringify({ record: { ok: true, value } }));
  const expecting = [
    archive,
    '--passphrase-file',
    passphraseFile,
    '--expect',
    join(run, 'run.json'),
    ...WITH,
    '--json',
  ];
  store(REGISTRATION);
  expect(command(expecting).status).toBe(0);
  store({ ...REGISTRATION, eventId: 'another', trackingId: 'another' });
  const { status, stdout } = command(expecting);
  expect(status).toBe(1);
  const { verdict } = JSON.parse(stdout) as { verdict: { failed: string[] } };
  expect(verdict.failed).toEqual(['ARCHIVE_HAS_REGISTRATION']);
});

test('both files of a kubernetes night are one archive', () => {
  const { postgres, minio } = buildKubernetesArchives(shop.dir);
  const { status, stdout } = command([postgres, minio, '--passphrase-file', passphraseFile]);
  expect(stdout).toContain('Passed');
  expect(status).toBe(0);
});

test('a wrong passphrase fails, a shallow look does not prove', () => {
  const wrong = command([archive, ...WITH], { BACKUP_PASSPHRASE: 'wrong-passphrase' });
  expect(wrong.status).toBe(1);
  expect(wrong.stdout).toContain('✗ failed     ARCHIVE_DECRYPTS');
  expect(wrong.stdout + wrong.stderr).not.toContain('wrong-passphrase');
  expect(
    command([archive, '--passphrase-file', passphraseFile, '--depth', 'structure', ...WITH]).status,
  ).toBe(4);
});

const USAGE: [string, string[], RegExp][] = [
  ['no file', [], /Name the archive/],
  ['a file that is not there', ['/nowhere/2026-11-23.tar.gz.enc'], /cannot be read \(ENOENT\)/],
  ['a passphrase as an argument', ['x', '--passphrase', 'secret'], /Unknown option '--passphrase'/],
  ['no passphrase', ['ARCHIVE'], /No passphrase/],
  [
    'a passphrase file that is not there',
    ['ARCHIVE', '--passphrase-file', '/nowhere'],
    /\/nowhere cannot be read/,
  ],
  ['an unknown layout', ['ARCHIVE', '--layout', 'heap'], /--layout heap: must be swarm or kubernetes/],
  ['a night that nobody knows', ['backup.enc'], /say --date/],
  ['two files of one swarm night', ['ARCHIVE', 'ARCHIVE'], /one file a night/],
];
for (const [what, args, message] of USAGE) {
  test(`usage: ${what}`, () => {
    const { status, stderr } = command(args.map((arg) => (arg === 'ARCHIVE' ? archive : arg)));
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });
}

test('it runs where Node forbids it to write anything', () => {
  const forbidding = [
    '--experimental-permission',
    '--allow-fs-read=*',
    '--allow-worker',
    '--allow-child-process',
  ];
  const script = ['--import', 'tsx', join(ROOT, 'helpers/cli/verify-archive.ts')];
  const { status, stderr } = spawnSync(
    process.execPath,
    [...forbidding, ...script, archive, '--passphrase-file', passphraseFile, ...WITH],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: shop.dir, TSX_DISABLE_CACHE: '1' },
    },
  );
  expect(stderr).not.toContain('ERR_ACCESS_DENIED');
  expect(status).toBe(0);
});

test('progress says how much, how fast and how long', () => {
  expect(progressLine(256 << 20, 1 << 30, 2)).toBe(
    '[######..................] 25 %  256 MiB of 1.0 GiB  128 MiB/s  0:06 left',
  );
  expect(progressLine(0, 1 << 30, 0)).toContain('? left');
  expect(progressLine(1000, null, 1)).toBe('1000 B  1000 B/s');
  expect(progressLine(1 << 30, 2 ** 43, 1)).toContain('2:16:31 left');
});
