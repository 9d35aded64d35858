import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { References } from '../../../helpers/archive/contents/references.ts';
import type { PostgresDumpFacts } from '../../../helpers/facts/archive.ts';
import { DirectoryDumps } from '../../../helpers/archive/postgres/directory-dumps.ts';
import { inspectDump } from '../../../helpers/archive/postgres/inspect-dump.ts';
import { chunkSizes, inChunks } from './any-chunking.ts';
import { FIXTURES, REGISTRATION, workshop, type Workshop } from './build-archive.ts';

let shop: Workshop;

test.beforeAll(() => {
  shop = workshop();
  execFileSync('tar', ['-xzf', join(FIXTURES, 'forms.tar.gz'), '-C', shop.dir]);
});

test.afterAll(() => shop.remove());

interface Read {
  facts: PostgresDumpFacts;
  damage: string | undefined;
  references: number;
}

/** Reads a dump of `forms.tar.gz`, one of several files in any order. */
async function read(name: string, sizes: readonly number[] = [1 << 20], turn = 0): Promise<Read> {
  const path = join(shop.dir, name);
  const references = new References();
  const options = { references, expected: REGISTRATION };
  if (!statSync(path).isDirectory()) {
    const { facts, damage } = await inspectDump(name, inChunks(readFileSync(path), sizes), options);
    return { facts, damage: damage?.message, references: references.keys.size };
  }
  const dumps = new DirectoryDumps(() => options);
  const files = readdirSync(path).sort();
  for (const file of [...files.slice(turn % files.length), ...files.slice(0, turn % files.length)]) {
    if (DirectoryDumps.matches(`${name}/${file}`))
      await dumps.add(`${name}/${file}`, inChunks(readFileSync(join(path, file)), sizes));
  }
  const [found] = await dumps.finish();
  if (found === undefined) throw new Error('no dump was found');
  return { facts: found.facts, damage: found.damage?.message, references: references.keys.size };
}

/** What must be the same whatever the form. */
const held = ({ facts, damage, references }: Read) => {
  const { tables, contents, lacks, whole, eventsByType, newestAction, newestRow, registration } = facts;
  return {
    damage,
    references,
    tables,
    contents,
    lacks,
    whole,
    eventsByType,
    newestAction,
    newestRow,
    registration,
  };
};

const FORMS = [
  'custom-plain.dump',
  'custom-gzip.dump',
  'custom-lz4.dump',
  'custom-zstd.dump',
  'custom-inserts.dump',
  'custom-column-inserts.dump',
  'tar.dump',
  'tar-newer.dump',
  'tar-inserts.dump',
  'directory.dump',
  'directory-plain.dump',
  'directory-lz4.dump',
  'directory-zstd.dump',
  'plain.dump',
  'plain-gzip.dump',
  'plain-lz4.dump',
  'plain-zstd.dump',
  'plain-quoted.dump',
  'plain-inserts.dump',
  'plain-column-inserts.dump',
  'all.dump',
];

test('the usual dump holds the register, and lacks nothing', async () => {
  const { facts, damage, references } = await read('custom.dump');
  expect(damage).toBeUndefined();
  expect(facts.tables).toEqual({
    'analytics.level': 2,
    'app.Weird "name; x': 1,
    'app.empty': 0,
    'app.event_action_drafts': 1,
    'app.event_actions': 12,
    'app.events': 6,
    'app.locations': 1,
    'app.made': 1,
    'app.parts_2026': 1,
    'app.pgmigrations': 2,
    'app.users': 1,
    'app.values': 4,
  });
  expect(facts).toMatchObject({ whole: true, lacks: [], registration: { registeredAs: 'REG000000003' } });
  expect(facts.settings).toEqual({ encoding: 'UTF8', collation: 'C.UTF-8' });
  expect(references).toBe(28);
});

for (const form of FORMS) {
  test(`${form} holds the same, in any chunks and any order of its files`, async () => {
    const usual = held(await read('custom.dump'));
    await fc.assert(
      fc.asyncProperty(chunkSizes, fc.nat(20), async (sizes, turn) => {
        expect(held(await read(form, sizes, turn))).toEqual(usual);
      }),
      { numRuns: 3 },
    );
  });
}

const PARTS: [string, string[]][] = [
  ['custom.dump', []],
  ['custom-app.dump', []],
  ['part-data-only.dump', ['definition']],
  ['part-plain-data-only.dump', ['definition']],
  ['part-data.dump', ['definition']],
  ['part-schema-only.dump', ['rows', 'position']],
  ['part-plain-schema-only.dump', ['rows', 'position']],
  ['part-pre-data.dump', ['rows', 'position', 'key']],
  ['part-no-post-data.dump', ['key']],
  ['part-exclude-data.dump', ['rows']],
  ['part-exclude-table.dump', ['name']],
  ['part-table.dump', ['name']],
  ['part-tables.dump', ['name']],
];
for (const [name, lacks] of PARTS) {
  test(`${name} lacks ${lacks.join(', ') || 'nothing'} to rebuild the register`, async () => {
    const { facts, damage } = await read(name);
    expect(damage).toBeUndefined();
    expect(facts.lacks.map(({ what }) => what)).toEqual(lacks);
  });
}

test('a dump cut anywhere is never whole', async () => {
  const names = [
    'custom-lz4.dump',
    'custom-zstd.dump',
    'plain.dump',
    'plain-inserts.dump',
    'tar.dump',
    'plain-zstd.dump',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.double({ min: 0, max: 0.98, noNaN: true }),
      async (name, part) => {
        const bytes = readFileSync(join(shop.dir, name));
        const cut = bytes.subarray(0, Math.floor(bytes.length * part));
        const options = { references: new References(), expected: null };
        const { facts, damage } = await inspectDump(name, inChunks(cut, [4096]), options);
        expect(facts.whole).toBe(false);
        expect(damage).not.toBeNull();
      },
    ),
    { numRuns: 40 },
  );
});
