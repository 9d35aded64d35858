import { expect, test } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { ensurePostgres } from '../../../lab/setup/postgres.ts';
import { buildArchive, workshop, type Workshop } from '../archive/build-archive.ts';
import { drill } from './drills.ts';

let shop: Workshop;

test.beforeAll(() => ensurePostgres());

test.beforeEach(() => {
  shop = workshop();
});

test.afterEach(() => shop.remove());

const leftInMemory = (): string[] =>
  readdirSync('/dev/shm').filter((name) => name.includes(`-drill-${process.pid}-`));

test('a night comes back into a real database, which is asked and gone', async () => {
  const { archive, drill: facts } = await drill(buildArchive(shop.dir));
  expect(facts.left).toEqual([]);
  expect(archive.ok).toBe(true);
  expect(leftInMemory()).toEqual([]);
});
