import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CommandOptions, CommandResult, Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import { readDatabase } from '../../../helpers/staging/database.ts';
import { isOfTheNight, leftoversOn } from '../../../helpers/staging/leftovers.ts';

/** A host whose every command ends like this, and what it was asked. */
function answering(result: Partial<CommandResult>): Host & { asked: { options?: CommandOptions }[] } {
  const asked: { options?: CommandOptions }[] = [];
  const whole = { code: 0, signal: null, stdout: '', stderr: '', durationMs: 1, ...result };
  return {
    ...localHost('staging'),
    asked,
    run: (_, options) => {
      asked.push(options === undefined ? {} : { options });
      return Promise.resolve(whole);
    },
  };
}

// Printed by the script for a restored OpenCRVS 2.0 database.
const COUNTED = `{ "app.events" : 5, "app.event_actions" : 65, "analytics.location_levels" : 3 }
{ "birth" : 5 }
"2026-11-23T04:04:57.188Z"
`;

test('reads rows by table, events by type and the newest change, as root and through standard input', async () => {
  const host = answering({ stdout: COUNTED });
  expect(await readDatabase(host)).toEqual({
    rows: { 'app.events': 5, 'app.event_actions': 65, 'analytics.location_levels': 3 },
    eventsByType: { birth: 5 },
    newestAction: '2026-11-23T04:04:57.188Z',
  });
  expect(host.asked[0]?.options).toMatchObject({ sudo: true });
  expect(host.asked[0]?.options?.stdin).toContain('count(*)');
});

test('a database without the application has no events', async () => {
  const host = answering({ stdout: '{ "analytics.location_levels" : 3 }\n' });
  expect(await readDatabase(host)).toEqual({
    rows: { 'analytics.location_levels': 3 },
    eventsByType: {},
    newestAction: null,
  });
});

const TROUBLES: [string, Partial<CommandResult>, Record<string, string>][] = [
  ['no PostgreSQL', { code: 127 }, { reason: 'missing' }],
  [
    'no database',
    { code: 2, stderr: 'psql: error: FATAL:  database "events" does not exist' },
    { reason: 'missing' },
  ],
  ['no sudo', { code: 1, stderr: 'sudo: a password is required' }, { reason: 'refused' }],
  ['a broken query', { code: 3, stderr: 'a\nERROR: no' }, { reason: 'unexpected' }],
];
for (const [what, result, expected] of TROUBLES)
  test(`tells ${what} apart`, async () => {
    await expect(readDatabase(answering(result))).rejects.toMatchObject(expected);
  });

test('finds the register that a job left in /tmp, by what is in it', async () => {
  const folders = ['register', 'of-my-laptop', 'empty'].map((what) => mkdtempSync(`/tmp/backup-${what}-`));
  const [register = '', laptop = '', empty = ''] = folders;
  const packed = `/tmp/2026-${basename(register)}.tar.gz`;
  const photos = `/tmp/2026-photos-${basename(laptop)}.tar.gz`;
  try {
    mkdirSync(`${register}/mongo`);
    writeFileSync(`${register}/mongo/user-mgnt-2026-11-23.gz`, '');
    writeFileSync(`${laptop}/letter.odt`, '');
    // A download that fetched nothing makes its folders first.
    mkdirSync(`${empty}/extract`);
    execFileSync('tar', ['-C', register, '-czf', packed, '.']);
    execFileSync('tar', ['-C', laptop, '-czf', photos, '.']);
    const found = await leftoversOn(localHost('staging'));
    expect(found).toEqual(expect.arrayContaining([basename(register), basename(packed)]));
    for (const other of [laptop, empty, photos]) expect(found).not.toContain(basename(other));
  } finally {
    for (const path of [...folders, packed, photos]) rmSync(path, { recursive: true, force: true });
  }
});

test('of what may not be looked into, only the jobs’ own names count', () => {
  const closed = (name: string) => isOfTheNight({ name, holds: null });
  expect(['backup-2026-11-23', '2026-11-23.tar.gz'].map(closed)).toEqual([true, true]);
  expect(['backup-of-my-laptop', '2026-photos.tar.gz', 'backup-verifier_24414'].map(closed)).toEqual([
    false,
    false,
    false,
  ]);
});
