import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CommandOptions, CommandResult, Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import { readDatabase } from '../../../helpers/staging/database.ts';
import { leftoversOn } from '../../../helpers/staging/leftovers.ts';

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

test('finds what a job left in /tmp, and nothing else', async () => {
  const folder = mkdtempSync('/tmp/backup-of-a-test-');
  const other = mkdtempSync('/tmp/something-else-');
  try {
    mkdirSync(`${other}/backup-inside`);
    writeFileSync(`${other}/2026-11-23.tar.gz`, '');
    const found = await leftoversOn(localHost('staging'));
    expect(found).toContain(basename(folder));
    expect(found).not.toContain(basename(other));
    expect(found).not.toContain('backup-inside');
    expect(found).not.toContain('2026-11-23.tar.gz');
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(other, { recursive: true });
  }
});
