import { expect, test } from '@playwright/test';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { parseBackupDir } from '../../../helpers/archive/backup-dir.ts';
import {
  readBeside,
  readerFor,
  readFrom,
  type ArchiveReader,
} from '../../../helpers/archive/archive-reader.ts';
import { gatherArchive } from '../../../helpers/archive/gather-archive.ts';
import { archiveChecks } from '../../../helpers/checks/archive.ts';
import { answer } from '../../../helpers/checks/check.ts';
import type { Policy } from '../../../helpers/facts/policy.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import {
  buildArchive,
  buildKubernetesArchives,
  DATE,
  PASSPHRASE,
  REGISTRATION,
  workshop,
  write,
  type Workshop,
} from './build-archive.ts';
import { failedCodes, judge, POLICY, saying } from './judged.ts';

/** Failed or not proven; production is not asked in these tests. */
const openCodes = (checks: ReturnType<typeof judge>): string[] =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'not-proven')
    .map(({ code }) => code)
    .filter((code) => code !== 'ARCHIVE_ROWS_AS_ON_PRODUCTION');

let shop: Workshop;
let backups: string;

test.beforeEach(() => {
  shop = workshop();
  backups = join(shop.dir, 'backups');
  mkdirSync(join(backups, DATE), { recursive: true });
});

test.afterEach(() => shop.remove());

const place = (path: string): void => copyFileSync(path, join(backups, DATE, basename(path)));
const gather = (policy: Partial<Policy> = {}, host: Host = localHost(), reader?: ArchiveReader) =>
  gatherArchive({
    host,
    policy: { ...POLICY, backupDir: backups, ...policy },
    date: DATE,
    passphrase: PASSPHRASE,
    registration: REGISTRATION,
    ...(reader === undefined ? {} : { reader }),
  });
const KUBERNETES = { layout: 'kubernetes', opencrvsVersion: '2.0', stores: null } as const;

test('an archive on a host proves everything', async () => {
  place(buildArchive(shop.dir));
  const gathered = await gather();
  if (!gathered.ok) throw new Error(gathered.why);
  const checks = judge(gathered.value);
  expect(openCodes(checks)).toEqual([]);
});

test('a missing archive fails one check and proves no other', async () => {
  const gathered = await gather();
  if (!gathered.ok) throw new Error(gathered.why);
  const checks = judge(gathered.value);
  expect(failedCodes(checks)).toEqual(['ARCHIVE_EXISTS']);
  expect(checks.find(({ code }) => code === 'ARCHIVE_WHOLE')?.status).toBe('not-proven');
});

test('a host that cannot be asked gives no facts and no verdict', async () => {
  const host: Host = {
    ...localHost(),
    run: () =>
      Promise.resolve({ code: 1, signal: null, stderr: 'Permission denied', durationMs: 0, stdout: '' }),
  };
  const gathered = await gather({}, host);
  expect(gathered).toMatchObject({ ok: false, reason: 'refused' });
  const facts = { policy: POLICY, archive: gathered };
  expect(new Set(archiveChecks.map((check) => answer(check, facts).status))).toEqual(new Set(['not-proven']));
});

test('an archive that changes under the reader is not taken for whole', async () => {
  const path = buildArchive(shop.dir);
  place(path);
  const local = localHost();
  const host: Host = {
    ...local,
    stream: async (argv, options) => {
      write(join(backups, DATE, basename(path)), Buffer.alloc(100_000));
      return local.stream(argv, options);
    },
  };
  const gathered = await gather({}, host);
  if (!gathered.ok) throw new Error(gathered.why);
  expect(failedCodes(judge(gathered.value))).toContain('ARCHIVE_NOT_GROWING');
});

test('a lost connection goes on where it was', async () => {
  place(buildArchive(shop.dir));
  const local = localHost();
  const commands: string[] = [];
  const host: Host = {
    ...local,
    stream: async (argv, options) => {
      commands.push(argv.slice(6).join(' ').replace(backups, ''));
      const { stdout, done } = await local.stream(argv, options);
      if (commands.length > 2) return { stdout, done };
      const bytes: Buffer[] = [];
      for await (const chunk of stdout) bytes.push(chunk as Buffer);
      await done;
      const cut = { code: null, signal: null, stderr: '', durationMs: 0 };
      return {
        stdout: Readable.from([Buffer.concat(bytes).subarray(0, 20_000)]),
        done: Promise.resolve(cut),
      };
    },
  };
  const gathered = await gather({}, host);
  if (!gathered.ok) throw new Error(gathered.why);
  expect(failedCodes(judge(gathered.value))).toEqual([]);
  const file = `-- /${DATE}/${DATE}.tar.gz.enc`;
  expect(commands).toEqual([`cat ${file}`, ...['+20001', '+40001'].map((from) => `tail -c ${from} ${file}`)]);
});

test('a connection that stays lost is no damage', async () => {
  place(buildArchive(shop.dir));
  const cut = { code: null, signal: null, stderr: '', durationMs: 0 };
  const host: Host = {
    ...localHost(),
    stream: () => Promise.resolve({ stdout: Readable.from([]), done: Promise.resolve(cut) }),
  };
  expect(await gather({}, host)).toMatchObject({ ok: false, reason: 'unreachable' });
});

test('kubernetes: the files of a night together prove everything', async () => {
  Object.values(buildKubernetesArchives(shop.dir)).forEach(place);
  const gathered = await gather(KUBERNETES);
  if (!gathered.ok) throw new Error(gathered.why);
  const checks = judge(gathered.value, KUBERNETES);
  expect(openCodes(checks)).toEqual([]);
});

test('kubernetes: a store that failed leaves its file empty, and that is seen', async () => {
  const objects = (dir: string): void => rmSync(join(dir, 'ocrvs'), { recursive: true });
  Object.values(buildKubernetesArchives(shop.dir, { objects })).forEach(place);
  const gathered = await gather(KUBERNETES);
  if (!gathered.ok) throw new Error(gathered.why);
  const checks = judge(gathered.value, KUBERNETES);
  expect(failedCodes(checks)).toEqual([
    'ARCHIVE_SIZE_PLAUSIBLE',
    'ARCHIVE_MEMBERS',
    'ARCHIVE_REFERENCES_COMPLETE',
    'ARCHIVE_HAS_ATTACHMENTS',
  ]);
});

test('kubernetes: many objects do not hide the files of the other store', async () => {
  const objects = (dir: string): void => {
    for (let n = 0; n < 300; n++) write(join(dir, 'ocrvs', `signature-${n + 10}.png`), 'x');
  };
  Object.values(buildKubernetesArchives(shop.dir, { objects })).forEach(place);
  const gathered = await gather(KUBERNETES);
  if (!gathered.ok) throw new Error(gathered.why);
  expect(failedCodes(judge(gathered.value, KUBERNETES))).not.toContain('ARCHIVE_MEMBERS');
});

test('kubernetes: a dump that failed leaves only the roles', async () => {
  const tree = (dir: string): void => rmSync(join(dir, 'events.dump'));
  Object.values(buildKubernetesArchives(shop.dir, { tree })).forEach(place);
  const gathered = await gather(KUBERNETES);
  if (!gathered.ok) throw new Error(gathered.why);
  const checks = judge(gathered.value, KUBERNETES);
  expect(failedCodes(checks)).toEqual(['ARCHIVE_SIZE_PLAUSIBLE', 'ARCHIVE_MEMBERS']);
  expect(saying(checks, 'ARCHIVE_MEMBERS')).toMatch(/postgres: events\.dump is missing/);
});

test('kubernetes: repositories of differential backups are told from a night without archive', async () => {
  for (const folder of ['postgres/backup', 'postgres/archive', 'minio'])
    mkdirSync(join(backups, folder), { recursive: true });
  const gathered = await gather(KUBERNETES);
  if (!gathered.ok) throw new Error(gathered.why);
  const checks = judge(gathered.value, KUBERNETES);
  expect(failedCodes(checks)).toEqual(['ARCHIVE_EXISTS', 'ARCHIVE_NO_PLAIN_MIRROR']);
  expect(saying(checks, 'ARCHIVE_EXISTS')).toMatch(/differential/);
});

test('sizes of earlier nights: a sudden change is told, a new deployment is not judged', async () => {
  place(buildArchive(shop.dir));
  const statusWith = async (sizes: number[]): Promise<string | undefined> => {
    sizes.forEach((size, i) =>
      write(join(backups, `2026-11-1${i}/2026-11-1${i}.tar.gz.enc`), Buffer.alloc(size)),
    );
    const gathered = await gather();
    if (!gathered.ok) throw new Error(gathered.why);
    return judge(gathered.value).find(({ code }) => code === 'ARCHIVE_SIZE_USUAL')?.status;
  };
  expect(await statusWith([80_000, 80_000])).toBe('not-applicable');
  expect(await statusWith([80_000, 70_000, 60_000])).toBe('passed');
  expect(await statusWith([180_000, 170_000, 60_000])).toBe('failed');
});

test('a listing with any file names gives the nights before the date', () => {
  const entries = [
    'f 10 2026-11-21/2026-11-21.tar.gz.enc',
    'f 20 2026-11-22/postgres_backup_2026-11-22.tar.gz.enc',
    'f 30 2026-11-22/minio_backup_2026-11-22.tar.gz.enc',
    'f 99 2026-11-22/.2026-11-22.tar.gz.enc.Xy12z3',
    'f 40 2026-11-23/2026-11-23.tar.gz.enc',
    'd 0 two\nlines',
    'd 0 v1.9.0',
  ];
  expect(parseBackupDir(`${entries.join('\0')}\0`, DATE)).toEqual({
    earlier: [
      { date: '2026-11-22', bytes: 50 },
      { date: '2026-11-21', bytes: 10 },
    ],
    repositories: { differential: false, plainObjects: false },
  });
});

test('an earlier night that rotted is told, and fails nothing else', async () => {
  place(buildArchive(shop.dir));
  const earlier = join(backups, '2026-11-22/2026-11-22.tar.gz.enc');
  const night = readFileSync(buildArchive(shop.dir, { date: '2026-11-22' }));
  const codes = async (bytes: Buffer): Promise<string[]> => {
    write(earlier, bytes);
    const gathered = await gatherArchive({
      ...{ host: localHost(), policy: { ...POLICY, backupDir: backups }, date: DATE, passphrase: PASSPHRASE },
      ...{ registration: REGISTRATION, ledger: join(shop.dir, 'ledger'), retained: true },
    });
    if (!gathered.ok) throw new Error(gathered.why);
    return failedCodes(judge(gathered.value));
  };
  expect(await codes(night)).toEqual([]);
  night[40_000]! ^= 1;
  expect(await codes(night)).toEqual(['ARCHIVE_RETAINED_WHOLE']);
});

test('read beside the archive or on another host, the night is judged the same', async () => {
  place(buildArchive(shop.dir));
  const cat = `cat ${backups}/{file}`;
  for (const reader of [readBeside(localHost()), readFrom(localHost('staging'), cat)]) {
    const gathered = await gather({}, localHost(), reader);
    if (!gathered.ok) throw new Error(gathered.why);
    const checks = judge(gathered.value);
    expect(openCodes(checks)).toEqual([]);
  }
  rmSync(join(backups, DATE), { recursive: true });
  const gone = await gather({}, localHost(), readFrom(localHost('staging'), cat));
  if (!gone.ok) throw new Error(gone.why);
  expect(failedCodes(judge(gone.value))).toEqual(['ARCHIVE_EXISTS']);
});

test('an earlier night is read again where the archive of tonight is', async () => {
  place(buildArchive(shop.dir));
  write(
    join(backups, '2026-11-22/2026-11-22.tar.gz.enc'),
    readFileSync(buildArchive(shop.dir, { date: '2026-11-22' })),
  );
  const read: string[] = [];
  const beside = readBeside(localHost());
  const gathered = await gatherArchive({
    ...{ host: localHost(), policy: { ...POLICY, backupDir: backups }, date: DATE, passphrase: PASSPHRASE },
    ...{ registration: REGISTRATION, ledger: join(shop.dir, 'ledger'), retained: true },
    reader: (files, options) => (read.push(...files.map(({ name }) => name)), beside(files, options)),
  });
  if (!gathered.ok) throw new Error(gathered.why);
  expect(failedCodes(judge(gathered.value))).toEqual([]);
  expect(read).toEqual([`${DATE}/${DATE}.tar.gz.enc`, '2026-11-22/2026-11-22.tar.gz.enc']);
});

test('a file on the backup host that its user may not read is told as such', async () => {
  const host: Host = {
    ...localHost('backup'),
    run: () =>
      Promise.resolve({
        code: 1,
        signal: null,
        stderr: 'EACCES: permission denied, open x',
        durationMs: 0,
        stdout: '',
      }),
  };
  await expect(
    readBeside(host)([], { passphrase: PASSPHRASE, layout: 'swarm', date: DATE }),
  ).rejects.toMatchObject({
    reason: 'refused',
    message: expect.stringContaining('backup: this user may not read'),
  });
});

test('the configuration decides where an archive is read', async () => {
  const ran: string[] = [];
  const watched = (name: string): Host => ({
    ...localHost(name),
    run: (argv, options) => (
      ran.push(`${name}: ${argv.includes('node') ? 'node' : argv[0]}`),
      localHost().run(argv, options)
    ),
    stream: (argv, options) => (
      ran.push(`${name}: ${argv.includes('head') ? 'head' : argv[0]}`),
      localHost().stream(argv, options)
    ),
  });
  place(buildArchive(shop.dir));
  const hosts = { backup: watched('backup'), staging: watched('staging') };
  const file = {
    name: `${DATE}/${DATE}.tar.gz.enc`,
    store: null,
    path: join(backups, DATE, `${DATE}.tar.gz.enc`),
  };
  const listed = { bytes: 1, modifiedAt: new Date().toISOString() };
  const where = async (on: 'here' | 'backup' | 'staging'): Promise<string | undefined> => {
    const config = {
      depth: 'header',
      retained: false,
      bytesPerSecond: null,
      on,
      command: `cat ${backups}/{file}`,
    } as const;
    await readerFor(config, hosts)([{ ...file, listed }], {
      passphrase: PASSPHRASE,
      layout: 'swarm',
      date: DATE,
      depth: 'header',
    });
    return ran.splice(0).at(-1);
  };
  expect(await where('here')).toBe('backup: head');
  expect(await where('backup')).toBe('backup: node');
  expect(await where('staging')).toBe('staging: node');
  const nowhere = readerFor(
    { depth: 'header', retained: false, bytesPerSecond: null, on: 'staging', command: 'cat {file}' },
    { ...hosts, staging: null },
  );
  await expect(nowhere([], { passphrase: PASSPHRASE, layout: 'swarm', date: DATE })).rejects.toThrow(
    'no SSH login on staging',
  );
  expect(ran).toEqual([]);
});
