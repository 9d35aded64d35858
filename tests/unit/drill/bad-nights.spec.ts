import { expect, test } from '@playwright/test';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ok } from '../../../helpers/base/outcome.ts';
import { referencesIn } from '../../../helpers/drill/ask-database.ts';
import { postgresPrograms } from '../../../helpers/drill/postgres-programs.ts';
import { throwAwayPostgres, type ThrowAwayPostgres } from '../../../helpers/drill/throw-away-postgres.ts';
import type { DrilledNight } from '../../../helpers/drill/drill-night.ts';
import { judgeDrill } from '../../../helpers/workflow/drill.ts';
import { ensurePostgres } from '../../../lab/setup/postgres.ts';
import { buildArchive, EVENTS_DUMP, FIXTURES, workshop, type Workshop } from '../archive/build-archive.ts';
import { POLICY } from '../archive/judged.ts';
import { drill } from './drills.ts';

let shop: Workshop;

test.beforeAll(() => ensurePostgres());

test.beforeEach(() => {
  shop = workshop();
});

test.afterEach(() => shop.remove());

const judge = ({ archive, drill: facts }: DrilledNight) =>
  judgeDrill({ policy: { ...POLICY, profile: 'recovery' }, archive, drill: ok(facts) });
const failed = (night: DrilledNight): string[] =>
  judge(night)
    .checks.filter(({ status, code }) => status === 'failed' && code.startsWith('RECOVERY_'))
    .map(({ code }) => code);
const saying = (night: DrilledNight, code: string): string => {
  const check = judge(night).checks.find((candidate) => candidate.code === code);
  return check === undefined ? '' : 'actual' in check ? check.actual : check.reason;
};

/** A dump of a register after some SQL, made by a real pg_dump. */
async function dumpAfter(sql: string): Promise<string> {
  const postgres = await throwAwayPostgres(postgresPrograms(null), null);
  try {
    await postgres.ask(`${readFileSync(join(FIXTURES, 'register.sql'), 'utf8')}\n${sql}`);
    const path = join(shop.dir, 'changed.dump');
    const args = [...postgres.connection, '-Fc', 'events'];
    writeFileSync(path, execFileSync(join(postgres.programs.bin, 'pg_dump'), args, { maxBuffer: 1 << 26 }));
    return path;
  } finally {
    await postgres.stop();
  }
}

const drillAfter = async (sql: string) => drill(buildArchive(shop.dir, { dump: await dumpAfter(sql) }));

test('a sound night passes every question', async () => {
  const night = await drill(buildArchive(shop.dir));
  expect(judge(night).verdict).toMatchObject({ status: 'passed', profile: 'recovery' });
});

const FAULTS: readonly [name: string, sql: string, codes: string[]][] = [
  [
    'an event without actions',
    "DELETE FROM app.event_actions WHERE event_id::text LIKE '%e2'",
    ['RECOVERY_EVENTS_COMPLETE'],
  ],
  [
    'actions of no event',
    "ALTER TABLE app.event_actions DROP CONSTRAINT event_actions_event_id_fkey; DELETE FROM app.events WHERE id::text LIKE '%e2'",
    ['RECOVERY_EVENTS_COMPLETE'],
  ],
  [
    'a registration before its declaration',
    "UPDATE app.event_actions SET created_at = '2026-11-22 01:00:00+00' WHERE action_type = 'REGISTER' AND event_id::text LIKE '%e2'",
    ['RECOVERY_EVENTS_COMPLETE'],
  ],
  [
    'a tracking id twice',
    "ALTER TABLE app.events DROP CONSTRAINT events_tracking_id_key; UPDATE app.events SET tracking_id = 'TRACK1' WHERE tracking_id = 'TRACK2'",
    ['RECOVERY_IDENTIFIERS_UNIQUE'],
  ],
  [
    'a registration number twice',
    "ALTER TABLE app.event_actions DROP CONSTRAINT event_actions_registration_number_key; UPDATE app.event_actions SET registration_number = 'REG000000001' WHERE registration_number = 'REG000000002'",
    ['RECOVERY_IDENTIFIERS_UNIQUE'],
  ],
  ['no user', 'DELETE FROM app.users', ['RECOVERY_USERS']],
  ['a user without a role', 'UPDATE app.users SET role = NULL', ['RECOVERY_USERS']],
  [
    'the test record gone',
    "DELETE FROM app.event_actions WHERE event_id::text LIKE '%e3'; DELETE FROM app.events WHERE id::text LIKE '%e3'",
    ['RECOVERY_TEST_RECORD'],
  ],
  [
    'the test record with another number',
    "UPDATE app.event_actions SET registration_number = 'OTHER' WHERE registration_number = 'REG000000003'",
    ['RECOVERY_TEST_RECORD'],
  ],
  [
    'an old state of the register',
    "UPDATE app.event_actions SET created_at = created_at - interval '20 days'; UPDATE app.events SET created_at = created_at - interval '20 days'",
    ['RECOVERY_NEWEST_ACTION'],
  ],
  [
    'an empty register',
    'TRUNCATE app.events, app.event_actions, app.event_action_drafts',
    ['RECOVERY_EVENTS_COMPLETE', 'RECOVERY_NEWEST_ACTION', 'RECOVERY_TEST_RECORD'],
  ],
];

for (const [name, sql, codes] of FAULTS) {
  test(`${name} is found in the restored register`, async () => {
    expect(failed(await drillAfter(sql))).toEqual(codes);
  });
}

test('a database that pg_restore cannot build says so, and no row of it', async () => {
  // A check that its own rows break: the dump is sound, the restore is not.
  const night = await drillAfter(
    "CREATE FUNCTION app.odd(text) RETURNS boolean LANGUAGE sql AS $$ SELECT $1 <> 'Synthetic' $$; ALTER TABLE app.users ADD CONSTRAINT odd CHECK (app.odd(surname)); ALTER TABLE app.users DISABLE TRIGGER ALL; CREATE OR REPLACE FUNCTION app.odd(text) RETURNS boolean LANGUAGE sql AS $$ SELECT $1 = 'nobody' $$",
  );
  expect(failed(night)).toEqual(
    expect.arrayContaining(['RECOVERY_RESTORED', 'RECOVERY_ROWS_EQUAL', 'RECOVERY_USERS']),
  );
  expect(saying(night, 'RECOVERY_RESTORED')).toContain('the rows of users');
  expect(JSON.stringify(night.drill)).not.toContain('Synthetic');
});

test('a dump of a newer PostgreSQL says which one is needed, before anything is restored', async () => {
  const dump = join(shop.dir, 'newer.dump');
  const bytes = readFileSync(EVENTS_DUMP);
  for (const at of [bytes.indexOf('15.'), bytes.lastIndexOf('15.')]) bytes.write('99.', at);
  writeFileSync(dump, bytes);
  const night = await drill(buildArchive(shop.dir, { dump }));
  expect(judge(night).verdict.status).toBe('not-proven');
  expect(saying(night, 'RECOVERY_RESTORED')).toMatch(
    /the dump is of PostgreSQL 99 and this machine has \d+.*: install PostgreSQL 99/,
  );
});

test('a night whose object store is missing fails for its files', async () => {
  const night = await drill(
    buildArchive(shop.dir, { tree: (tree) => rmSync(join(tree, 'minio'), { recursive: true }) }),
  );
  expect(failed(night)).toEqual(['RECOVERY_FILES_COMPLETE', 'RECOVERY_TEST_RECORD']);
});

test('an object that is missing fails for its key', async () => {
  const night = await drill(
    buildArchive(shop.dir, { objects: (dir) => rmSync(join(dir, 'ocrvs/events/e1/birth.png')) }),
  );
  expect(failed(night)).toEqual(['RECOVERY_FILES_COMPLETE']);
  expect(saying(night, 'RECOVERY_FILES_COMPLETE')).toContain('events/e1/birth.png');
});

test('a wrong passphrase proves nothing and leaves nothing', async () => {
  const night = await drill(buildArchive(shop.dir), { passphrase: 'another one' });
  expect(judge(night).verdict.status).toBe('failed');
  expect(night.drill.restore.ok).toBe(false);
  expect(night.drill.left).toEqual([]);
});

test('a flipped byte and a cut are said as what they are', async () => {
  const flipped = await drill(
    buildArchive(shop.dir, {
      sealed: (bytes) => {
        bytes[bytes.length >> 1]! ^= 1;
        return bytes;
      },
    }),
  );
  expect(judge(flipped).verdict.status).toBe('failed');
  const cut = await drill(
    buildArchive(shop.dir, { sealed: (bytes) => bytes.subarray(0, bytes.length - 4096) }),
  );
  expect(judge(cut).verdict.status).toBe('failed');
});

test('files that are not those of the manifest fail, whatever they hold', async () => {
  const night = await drill(
    buildArchive(shop.dir),
    {},
    { manifest: new Map([['2026-11-23.tar.gz.enc', 'another hash']]) },
  );
  expect(failed(night)).toEqual(['RECOVERY_COPY_AS_MANIFEST']);
});

test('the keys that the restored register refers to are those of its dump', async () => {
  const night = await drill(buildArchive(shop.dir));
  const postgres: ThrowAwayPostgres = await throwAwayPostgres(postgresPrograms(null), null);
  try {
    await postgres.ask(readFileSync(join(FIXTURES, 'register.sql'), 'utf8'));
    const keys = new Set((await referencesIn(postgres)).map((path) => path.replace(/^\/ocrvs\//, '')));
    expect(night.archive.ok && night.archive.value.references?.count).toBe(keys.size);
  } finally {
    await postgres.stop();
  }
});

test('killed at any moment, a drill leaves neither a server nor a folder', async () => {
  for (const line of ['started', 'restored']) {
    const program = `
      import { throwAwayPostgres } from ${JSON.stringify(join(import.meta.dirname, '../../../helpers/drill/throw-away-postgres.ts'))};
      import { postgresPrograms } from ${JSON.stringify(join(import.meta.dirname, '../../../helpers/drill/postgres-programs.ts'))};
      const postgres = await throwAwayPostgres(postgresPrograms(null), null);
      console.log('started', postgres.where.path);
      await postgres.ask('CREATE TABLE people AS SELECT 1');
      console.log('restored', postgres.where.path);
      setInterval(() => undefined, 1000);
    `;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let path = '';
    for await (const said of createInterface({ input: child.stdout })) {
      path = said.split(' ')[1] ?? '';
      if (said.startsWith(line)) break;
    }
    expect(existsSync(path)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => existsSync(path)).toBe(false);
    await expect
      .poll(() => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(pid).includes(path)))
      .toEqual([]);
  }
});

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

test('nothing decrypted reaches a disk: every file that is open for writing lies in memory', async () => {
  const written = new Set<string>();
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      if (
        /\/postgres\0|pg_restore\0|psql\0/.test(commandOf(pid)) &&
        commandOf(pid).includes('opencrvs-drill-')
      )
        for (const file of openForWriting(pid)) written.add(file);
  };
  await drill(buildArchive(shop.dir), { onProgress: look });
  expect(
    [...written].filter(
      (file) => !/^\/dev\/shm\/opencrvs-drill-|^\/dev\/null$|^(?:pipe|socket|anon_inode):/.test(file),
    ),
  ).toEqual([]);
});

function openForWriting(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const flags = /flags:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0';
      return (parseInt(flags, 8) & 3) === 0
        ? []
        : [execFileSync('readlink', [`/proc/${pid}/fd/${fd}`], { encoding: 'utf8' }).trim()];
    });
  } catch {
    // The process or the file is gone.
    return [];
  }
}
