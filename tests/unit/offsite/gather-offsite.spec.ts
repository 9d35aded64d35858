import { expect, test } from '@playwright/test';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherOffsite } from '../../../helpers/offsite/gather-offsite.ts';
import { openTarget } from '../../../helpers/offsite/target.ts';
import { ensureRsync } from '../../../lab/setup/rsync.ts';
import { DATE, PASSPHRASE, workshop, type Workshop } from '../archive/build-archive.ts';
import { copyPlace, type CopyPlace } from './copies.ts';

let shop: Workshop;
let place: CopyPlace;

test.beforeAll(() => ensureRsync());

test.beforeEach(async () => {
  shop = workshop();
  place = copyPlace(shop);
  await place.copy();
});

test.afterEach(() => shop.remove());

const look = (at = '2026-11-24T09:00:00Z') =>
  gatherOffsite({
    config: { dirs: [place.dir], requireMount: false },
    ledger: join(shop.dir, 'offsite.jsonl'),
    passphrase: PASSPHRASE,
    now: new Date(at),
  });

test('a copy that another machine made is known from its manifest, read whole and remembered', async () => {
  const facts = await look();
  expect(facts).toMatchObject({
    targets: [{ dir: place.dir, away: null, nights: [DATE], lost: [] }],
    reread: { ok: true, value: { date: DATE, wrong: null } },
  });
  // The disk goes into its safe.
  renameSync(place.dir, `${place.dir}-away`);
  const later = await look('2026-11-26T09:00:00Z');
  expect(later.copies).toMatchObject([{ date: DATE, seenAt: '2026-11-24T09:00:00.000Z' }]);
  expect(later.targets[0]?.away).toContain('does not exist');
});

test('a flipped byte on the copy is found by reading it', async () => {
  await look();
  const file = join(place.dir, DATE, `${DATE}.tar.gz.enc`);
  const bytes = readFileSync(file);
  bytes[bytes.length - 40]! ^= 1;
  writeFileSync(file, bytes);
  const { reread, targets } = await look();
  expect(targets[0]?.lost).toEqual([]);
  expect(reread).toMatchObject({
    ok: true,
    value: { wrong: expect.stringContaining('is not what was copied') as unknown },
  });
});

test('a copy that was removed is missed because the ledger knows it', async () => {
  await look();
  rmSync(join(place.dir, DATE), { recursive: true });
  rmSync(join(place.dir, `${DATE}.json`));
  expect((await look()).targets[0]?.lost).toEqual([{ date: DATE, why: 'its manifest is gone' }]);
});

test('a folder that is no mount point is not written where a disk is wanted', () => {
  expect(() => openTarget(place.dir, { requireMount: true, write: true })).toThrow(
    /is not a mount point: the disk is not mounted/,
  );
  expect(() => openTarget('/dev/shm', { requireMount: true, write: false })).not.toThrow();
  expect(() => openTarget(join(shop.dir, 'nowhere'), { requireMount: true, write: true })).toThrow(
    'the disk is not mounted',
  );
});

test('too little room is said before a byte is copied', async () => {
  const other = { ...place, dir: join(shop.dir, 'small') };
  mkdirSync(other.dir);
  openTarget(other.dir, { requireMount: false, write: true });
  await expect(place.copy({ dir: other.dir, freeBytes: () => 5 << 20 })).rejects.toThrow(
    /has 5 MiB free and the copy needs 16 MiB\. Nothing was copied and no old copy was deleted/,
  );
});
