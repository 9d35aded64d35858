import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { listDirectory } from '../../../helpers/retention/list-directory.ts';
import { DEEP_ENTRIES, LIST_EXIT } from '../../../helpers/retention/list-script.ts';
import { parseListing } from '../../../helpers/retention/parse-listing.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import { BackupDirectory } from './backup-directory.ts';

const machine = localHost('backup');
let directory: BackupDirectory;

test.beforeEach(() => {
  directory = new BackupDirectory();
});

test.afterEach(() => directory.remove());

test('every name comes through, whatever is in it', async () => {
  const names = [
    'a b',
    'line\nbreak',
    'tab\there',
    '-n',
    '*',
    "it's",
    '$(id)',
    'Ünïcode',
    ' blank ',
    'back\\slash',
    '%s',
  ];
  const time = new Date('2026-11-23T00:05:00.250Z');
  for (const name of names) directory.file(`${name}/${name}.enc`, time, 'Salted__1');
  const listing = await listDirectory(machine, directory.path);
  const files = listing.entries.filter(({ kind }) => kind === 'file');
  expect(files.map(({ path }) => path).sort()).toEqual(names.map((name) => `${name}/${name}.enc`).sort());
  for (const file of files) {
    expect(file).toMatchObject({
      bytes: 9,
      modifiedAt: time.toISOString(),
      mode: 0o644,
      head: '53616c7465645f5f',
    });
  }
  expect(listing.entries.filter(({ kind }) => kind === 'directory')).toHaveLength(names.length);
  expect(listing).toMatchObject({ complete: true, truncated: false, growing: [] });
});

test('the directories above and the disk are told', async () => {
  chmodSync(directory.home, 0o751);
  const { ancestors, disk } = await listDirectory(machine, directory.path);
  expect(ancestors.map(({ path }) => path)).toEqual(
    directory.path.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/') || '/'),
  );
  expect(ancestors.at(-2)?.mode).toBe(0o751);
  expect(disk.freeBytes).toBeGreaterThan(0);
  expect(disk.totalBytes).toBeGreaterThan(disk.freeBytes);
});

test('heads are read of the first two levels only, and of no file that is shorter than one', async () => {
  const time = new Date('2026-11-23T00:05:00Z');
  directory.file('2026-11-23/short.enc', time, 'Salted');
  directory.file('2026-11-23/extract/deep.enc', time, 'Salted__123');
  const { entries } = await listDirectory(machine, directory.path);
  expect(entries.filter(({ head }) => head !== undefined)).toEqual([]);
});

test('of a mirror of the object store only the buckets are listed, of pgBackRest only the labels', async () => {
  const time = new Date('2026-11-23T00:05:00Z');
  directory.file('minio/ocrvs/events/1/key.png/xl.meta', time);
  directory.file('postgres/backup/opencrvs/20261123-010000F/pg_data/base/1', time);
  directory.file('2026-11-23/minio/ocrvs/key', time);
  const { entries } = await listDirectory(machine, directory.path);
  const paths = entries.map(({ path }) => path);
  expect(paths).toContain('minio/ocrvs');
  expect(paths).toContain('postgres/backup/opencrvs/20261123-010000F');
  expect(paths).toContain('2026-11-23/minio/ocrvs/key');
  expect(paths.filter((path) => /^minio\/.*\/|pg_data/.test(path))).toEqual([]);
});

test('a directory that is not there, or is no directory, is missing', async () => {
  const asks = (path: string) => listDirectory(machine, path);
  await expect(asks(join(directory.path, 'nowhere'))).rejects.toMatchObject({ reason: 'missing' });
  directory.file('notes.txt', new Date(), 'x');
  await expect(asks(join(directory.path, 'notes.txt'))).rejects.toMatchObject({ reason: 'missing' });
});

test('a directory behind a closed one is refused, not missing', async () => {
  directory.directory('closed/backups');
  chmodSync(join(directory.path, 'closed'), 0);
  const nobody: Host = {
    ...machine,
    stream: (argv, options) =>
      options?.sudo === true
        ? Promise.reject(new Error('no sudo'))
        : machine.stream(['setpriv', '--reuid=65534', '--clear-groups', ...argv], options),
  };
  chmodSync(directory.home, 0o755);
  test.skip(process.getuid?.() !== 0, 'only root can become nobody');
  const asks = (path: string) => listDirectory(nobody, join(directory.path, path));
  await expect(asks('closed')).rejects.toMatchObject({ reason: 'refused' });
  await expect(asks('closed/backups')).rejects.toMatchObject({ reason: 'refused' });
  await expect(asks('nowhere')).rejects.toMatchObject({ reason: 'missing' });
});

/** A host that says what a script would have written, and counts how often it is asked. */
function scripted(
  answers: { output?: string; stderr?: string; code: number }[],
): Host & { asked: boolean[] } {
  const asked: boolean[] = [];
  const next = (sudo: boolean) => {
    asked.push(sudo);
    const { output = '', stderr = '', code } = answers[asked.length - 1] ?? { code: 1 };
    return {
      stdout: Readable.from([Buffer.from(output)]),
      done: Promise.resolve({ code, signal: null, stderr, durationMs: 1 }),
    };
  };
  const stream: Host['stream'] = (_, options) => Promise.resolve(next(options?.sudo === true));
  return {
    name: 'backup',
    asked,
    stream,
    run: () => Promise.reject(new Error('not asked')),
    close: () => Promise.resolve(),
  };
}

test('sudo is tried once, and only where this user may not see all', async () => {
  const whole = { output: 'X\t0\0', code: 0 };
  const partly = { output: 'E\td\t0\t1.5\tbackup\tbackup\t700\t2026-11-23\0X\t1\0', code: 0 };
  const refused = { code: LIST_EXIT.refused };
  const cases = [
    { answers: [whole], asked: [false] },
    { answers: [partly, whole], asked: [false, true] },
    { answers: [refused, whole], asked: [false, true] },
  ];
  for (const { answers, asked } of cases) {
    const host = scripted(answers);
    expect((await listDirectory(host, '/home/backup/backups')).complete).toBe(true);
    expect(host.asked).toEqual(asked);
  }
  const without = await listDirectory(
    scripted([partly, { stderr: 'sudo: a password is required', code: 1 }]),
    '/x',
  );
  expect(without).toMatchObject({ complete: false, entries: [{ path: '2026-11-23', mode: 0o700 }] });
  await expect(
    listDirectory(scripted([refused, { stderr: 'sudo: a password is required', code: 1 }]), '/x'),
  ).rejects.toMatchObject({ reason: 'refused' });
});

test('heads that do not fit their names are not believed, and what grew meanwhile is told', () => {
  const file = (path: string) => `E\tf\t9\t1.5\tbackup\tbackup\t644\t${path}\0`;
  const heads = (lines: string) =>
    `${file('a')}${file('b')}H\t./a\0H\t./b\0B\t${lines}\0S\t9\ta\0S\t11\tb\0X\t0\0`;
  const line = ' 53 61 6c 74 65 64 5f 5f\n';
  expect(parseListing(Buffer.from(heads(line + line))).entries[1]?.head).toBe('53616c7465645f5f');
  for (const wrong of [line, line + line + line, `${line} 53 61\n`]) {
    const { entries, growing } = parseListing(Buffer.from(heads(wrong)));
    expect(entries.map(({ head }) => head)).toEqual([undefined, undefined]);
    expect(growing).toEqual(['b']);
  }
});

test('what lies deeper is cut off at a bound, the first two levels never', () => {
  const entry = (path: string) => `E\td\t0\t1.5\tbackup\tbackup\t755\t${path}\0`;
  const deep = Array.from({ length: DEEP_ENTRIES + 1 }, (_, i) => entry(`a/b/${i}`)).join('');
  const listing = parseListing(Buffer.from(`${deep}${entry('last')}X\t0\0`));
  expect(listing).toMatchObject({ truncated: true, complete: true });
  expect(listing.entries).toHaveLength(DEEP_ENTRIES + 1);
  expect(listing.entries.at(-1)?.path).toBe('last');
});

test('ten thousand entries are listed in one round trip', async () => {
  // In memory where that can be had: making the files takes longer than all the rest.
  const large = new BackupDirectory(existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
  try {
    const make =
      'for d in $(seq 100); do mkdir $d; printf Salted__1234 | tee $(seq -f "$d/%g.enc" 99) > $d/0.enc; done';
    execFileSync('sh', ['-c', make], { cwd: large.path });
    let asked = 0;
    const counting: Host = { ...machine, stream: (...args) => (asked++, machine.stream(...args)) };
    const { entries, tookMs } = await listDirectory(counting, large.path);
    expect(entries).toHaveLength(10_100);
    expect(entries.filter(({ head }) => head !== undefined)).toHaveLength(10_000);
    expect(asked).toBe(1);
    test.info().annotations.push({ type: 'listing', description: `${tookMs} ms` });
  } finally {
    large.remove();
  }
});
