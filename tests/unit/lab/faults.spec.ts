import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { faultFolder, listFaults } from '../../../lab/faults/list-faults.ts';
import { readFaults } from '../../../lab/faults/read-faults.ts';
import { MOMENTS, parseStrike } from '../../../lab/hooks/moment.ts';
import { HOST_NAMES } from '../../../lab/engine/host-names.ts';

function folderWith(files: Record<string, number>): string {
  const folder = mkdtempSync(join(tmpdir(), 'fault-'));
  for (const [name, mode] of Object.entries(files)) {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), mode);
  }
  return folder;
}

test('a moment at a host is read back; nothing else is one', () => {
  for (const moment of MOMENTS) {
    for (const host of HOST_NAMES) expect(parseStrike(`${moment}@${host}`)).toEqual({ moment, host });
  }
  const known = new Set(MOMENTS.flatMap((moment) => HOST_NAMES.map((host) => `${moment}@${host}`)));
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z@-]*$/), (name) => known.has(name) || parseStrike(name) === null),
  );
  expect(parseStrike('after-backup@backup@backup')).toBeNull();
});

test('executables are read with their moment, host and fault', async () => {
  const folder = folderWith({ 'before-restore@staging': 0o755, README: 0o644, '.hidden': 0o644 });
  const [script, ...others] = await readFaults(folder);
  expect(others).toEqual([]);
  expect(script).toMatchObject({ moment: 'before-restore', host: 'staging' });
  expect(script?.content.toString()).toBe('#!/bin/sh\n');
});

const WRONG: [string, Record<string, number>, RegExp][] = [
  [
    'an unknown moment',
    { 'during-backup@backup': 0o755 },
    /is not named <moment>@<host>: .*after-rotate.*backup/,
  ],
  ['an unknown host', { 'after-backup@mail': 0o755 }, /is not named <moment>@<host>/],
  ['no run bit', { 'after-backup@backup': 0o644 }, /has no run bit: chmod \+x /],
  ['nothing in it', {}, /holds no executable/],
];
for (const [what, files, message] of WRONG) {
  test(`${what} is refused with one message`, async () => {
    await expect(readFaults(folderWith(files))).rejects.toThrow(message);
  });
}

test('a folder that is not there is refused', async () => {
  await expect(readFaults('/nonexistent/faults')).rejects.toThrow(/cannot be read: ENOENT/);
});

test('every fault of the lab can be read, says what it is, and is a script that bash understands', async () => {
  const faults = await listFaults();
  expect(faults.length).toBeGreaterThan(30);
  for (const { name, folder, description } of faults) {
    expect(description, name).toMatch(/^[A-Z].*\.$/);
    expect(await readFaults(folder)).not.toEqual([]);
    const scripts = readdirSync(folder).map((script) => join(folder, script));
    for (const script of scripts) {
      const { stderr } = spawnSync('bash', ['-n', script], { encoding: 'utf8' });
      expect(stderr, script).toBe('');
    }
  }
});

test('an unknown fault is refused and the known ones are named', async () => {
  await expect(faultFolder('no-such')).rejects.toThrow(/there is no fault no-such; there are: .*bit-rot/);
});
