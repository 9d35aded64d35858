import { expect, test } from '@playwright/test';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gatherRetained, nextNight } from '../../../helpers/archive/gather-retained.ts';
import { compareWithLedger, readLedger } from '../../../helpers/archive/ledger.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { buildArchive, DATE, PASSPHRASE, workshop, write, type Workshop } from './build-archive.ts';
import { failedCodes, judge, POLICY, read, saying } from './judged.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
let shop: Workshop;
let ledger: string;

test.beforeEach(() => {
  shop = workshop();
  ledger = join(shop.dir, 'ledger.jsonl');
});

test.afterEach(() => shop.remove());

test('a proven archive is known again, a changed one is told', async () => {
  const first = compareWithLedger(await read(buildArchive(shop.dir)), ledger, NOW);
  expect(first.files[0]!.ledger).toEqual({ provenAt: null, unchanged: null, copyOf: null });
  const again = compareWithLedger(await read(join(shop.dir, `${DATE}.tar.gz.enc`)), ledger);
  expect(again.files[0]!.ledger).toEqual({ provenAt: NOW.toISOString(), unchanged: true, copyOf: null });
  expect(failedCodes(judge(again))).toEqual([]);
  const other = compareWithLedger(await read(buildArchive(shop.dir)), ledger);
  expect(failedCodes(judge(other))).toEqual(['ARCHIVE_UNCHANGED']);
});

test("the archive of another night under this one's name is a copy", async () => {
  const path = buildArchive(shop.dir);
  compareWithLedger({ ...(await read(path)), date: '2026-11-22' }, ledger);
  const copied = compareWithLedger(await read(path), ledger);
  expect(failedCodes(judge(copied))).toContain('ARCHIVE_NOT_A_COPY');
  expect(saying(judge(copied), 'ARCHIVE_NOT_A_COPY')).toMatch(/that of 2026-11-22/);
});

test('nothing damaged or half read enters the ledger; a torn line does not break it', async () => {
  compareWithLedger(
    await read(buildArchive(shop.dir, { sealed: (bytes) => bytes.subarray(0, -100) })),
    ledger,
  );
  compareWithLedger(await read(buildArchive(shop.dir), { depth: 'structure' }), ledger);
  expect(readLedger(ledger)).toEqual([]);
  compareWithLedger(await read(buildArchive(shop.dir)), ledger);
  appendFileSync(ledger, '{"name":"2026-1');
  expect(readLedger(ledger)).toHaveLength(1);
});

test('retained nights: unproven ones first, oldest first, then the oldest proof', () => {
  const proof = (date: string, provenAt: string) => ({ name: date, date, bytes: 1, sha256: '', provenAt });
  const nights = ['2026-11-22', '2026-11-21', '2026-11-20'];
  const next = (...proofs: ReturnType<typeof proof>[]): string | null =>
    nextNight(nights, proofs, (night) => proofs.some(({ date }) => date === night));
  expect(next()).toBe('2026-11-20');
  expect(next(proof('2026-11-20', '2026-11-23'))).toBe('2026-11-21');
  expect(next(proof('2026-11-20', '3'), proof('2026-11-21', '1'), proof('2026-11-22', '2'))).toBe(
    '2026-11-21',
  );
  expect(nextNight([], [], () => false)).toBeNull();
});

test('one retained night at a time is proven; an unchanged one is not read again', async () => {
  const backups = join(shop.dir, 'backups');
  for (const date of ['2026-11-21', '2026-11-22']) {
    mkdirSync(join(backups, date), { recursive: true });
    copyFileSync(buildArchive(shop.dir, { date }), join(backups, date, `${date}.tar.gz.enc`));
  }
  const local = localHost();
  let opened = 0;
  const host: Host = { ...local, stream: (...args) => ((opened += 1), local.stream(...args)) };
  const prove = async (day: number) => {
    const now = new Date(NOW.getTime() + day * 86_400_000);
    const options = {
      host,
      policy: { ...POLICY, backupDir: backups },
      date: DATE,
      passphrase: PASSPHRASE,
      ledger,
      now,
    };
    const gathered = await gatherRetained(options);
    if (!gathered.ok) throw new Error(gathered.why);
    const { night, files, nights, proven } = gathered.value;
    return [night, files.map(({ result }) => result).join(), nights, proven, opened];
  };
  expect(await prove(0)).toEqual(['2026-11-21', 'whole', 2, 1, 1]);
  expect(await prove(1)).toEqual(['2026-11-22', 'whole', 2, 2, 2]);
  expect(await prove(2)).toEqual(['2026-11-21', 'unchanged', 2, 2, 2]);
  const rotten = join(backups, '2026-11-22/2026-11-22.tar.gz.enc');
  const bytes = readFileSync(rotten);
  bytes[40_000]! ^= 1;
  write(rotten, bytes);
  expect(await prove(3)).toEqual(['2026-11-22', 'damaged', 2, 2, 3]);
  rmSync(backups, { recursive: true });
  mkdirSync(backups);
  expect(await prove(4)).toEqual([null, '', 0, 0, 3]);
});
