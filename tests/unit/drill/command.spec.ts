import { expect, test } from '@playwright/test';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from '../../../helpers/runs/lock.ts';
import { ensurePostgres } from '../../../lab/setup/postgres.ts';
import { ensureRsync } from '../../../lab/setup/rsync.ts';
import { DATE, PASSPHRASE, workshop, type Workshop } from '../archive/build-archive.ts';
import { copyPlace, type CopyPlace } from '../offsite/copies.ts';
import { startVerb } from '../workflow/verb.ts';

let shop: Workshop;
let place: CopyPlace;

test.beforeAll(async () => {
  await ensurePostgres();
  await ensureRsync();
});

test.beforeEach(async () => {
  shop = workshop();
  place = copyPlace(shop);
  await place.copy();
});

test.afterEach(() => shop.remove());

/** As on the day that all is lost: the disk and the passphrase are all there is. */
const run = (args: readonly string[], changes: Record<string, string> = {}) =>
  startVerb('drill', ['--reports', join(shop.dir, 'reports'), '--state', join(shop.dir, 'state'), ...args], {
    BACKUP_PASSPHRASE: PASSPHRASE,
    OPENCRVS_VERSION: '1.9',
    ARCHIVE_STORES: 'postgres,minio,elasticsearch',
    ...changes,
  }).ended;

test('with the disk and the passphrase alone the register is proven to come back', async () => {
  const { exitCode, said } = await run(['--from', place.dir]);
  expect(said).toContain('off-site copy');
  expect(exitCode, said).toBe(0);
  expect(readdirSync(join(shop.dir, 'state'))).toContain('drills.jsonl');
});

test('each night is tried, newest first, and those that fail are named', async () => {
  mkdirSync(join(place.dir, '2026-11-22'));
  writeFileSync(join(place.dir, '2026-11-22/2026-11-22.tar.gz.enc'), 'no archive');
  const { exitCode, said } = await run(['--from', place.dir, '--each']);
  expect(said).toContain(`${DATE}  ✓ would bring the register back`);
  expect(said).toMatch(/2026-11-22 {2}✗ fails/);
  expect(exitCode, said).toBe(0);
});

const REFUSED: readonly [
  what: string,
  args: readonly string[],
  changes: Record<string, string>,
  code: number,
  says: RegExp,
][] = [
  ['a wrong passphrase', [], { BACKUP_PASSPHRASE: 'another one' }, 1, /ARCHIVE_DECRYPTABLE|passphrase/],
  ['no passphrase', [], { BACKUP_PASSPHRASE: '' }, 2, /BACKUP_PASSPHRASE/],
  ['a night that is not there', ['--night', '2026-01-01'], {}, 2, /2026-01-01 is not in/],
  ['no PostgreSQL', [], { DRILL_POSTGRES_BIN: '/nowhere' }, 3, /DRILL_POSTGRES_BIN, \/nowhere, lacks/],
  [
    'a folder for the database that is not there',
    [],
    { DRILL_DIR: '/nowhere' },
    3,
    /\/nowhere does not exist/,
  ],
  ['new servers that nobody named', ['--servers'], {}, 2, /RECOVERY_SSH|is missing/],
];

for (const [what, args, changes, code, says] of REFUSED) {
  test(`${what}: one message, exit code ${code}, nothing left`, async () => {
    const { exitCode, said } = await run(['--from', place.dir, ...args], changes);
    expect(said).toMatch(says);
    expect(exitCode, said).toBe(code);
  });
}

test('a second drill at once is told to wait', async () => {
  const { exitCode, said } = await locked(join(shop.dir, 'reports', 'drill.lock'), () =>
    run(['--from', place.dir]),
  );
  expect(said).toContain('Another process');
  expect(exitCode).toBe(3);
});

test('a disk without a copy, and one that is not there, are said', async () => {
  rmSync(join(place.dir, DATE), { recursive: true });
  rmSync(join(place.dir, `${DATE}.json`));
  expect(await run(['--from', place.dir])).toMatchObject({
    exitCode: 2,
    said: expect.stringContaining('holds no copy'),
  });
  expect(await run(['--from', '/nowhere'])).toMatchObject({
    exitCode: 2,
    said: expect.stringContaining('does not exist'),
  });
});
