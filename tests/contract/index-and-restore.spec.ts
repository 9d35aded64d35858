import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startRegistry } from '../../lab/opencrvs/start-registry.ts';
import { FARAJALAND_USERS } from '../../lab/opencrvs/users.ts';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import { needsItsOwnStores } from './facts.ts';
import { registeredRecord, type RegisteredRecord } from './registered-record.ts';
import { visitor } from './visitor.ts';

let talk: Conversation;
let record: RegisteredRecord;

test.beforeEach(async () => {
  needsItsOwnStores();
  talk = await conversation();
  record = await registeredRecord(talk);
});

test.afterEach(endConversations);

const found = async () => {
  const query = { type: 'and', clauses: [{ id: record.eventId }] };
  const input = { query, limit: 10, offset: 0 };
  return (await talk.call<{ total: number }>('k.mweene', 'event.search', input)).total;
};

test('a lost index hides records, pages do not heal it, reading one does', async ({ browser }) => {
  expect(await found()).toBe(1);
  await talk.registry.restart();
  expect(await found()).toBe(1);
  await rm(talk.registry.config.indexFile);
  expect(await found()).toBe(0);

  const page = await visitor(browser, talk, `/events/${record.eventId}`);
  for (const path of ['', '/record', '/audit']) {
    await page.goto(`${talk.urls.client}/events/${record.eventId}${path}`);
    await expect(page.getByText(`No event or draft found with id: ${record.eventId}`)).toBeVisible();
  }
  expect(await found()).toBe(0);

  await talk.call('k.mweene', 'event.get', { eventId: record.eventId });
  expect(await found()).toBe(1);
});

test('reindex rebuilds a lost index from the tables', async () => {
  await rm(talk.registry.config.indexFile);
  expect(await found()).toBe(0);
  await talk.registry.reindex();
  expect(await found()).toBe(1);
});

test('rebuilding the index takes a scope of its own', async () => {
  const response = await fetch(`${talk.urls.gateway}/events/events/reindex`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await talk.tokenOf('k.mweene')}` },
  });
  expect(response.status).toBe(403);
});

test('a running registry goes on with a database that is restored beneath it', async () => {
  const { binDir, host, port, user } = talk.registry.postgres;
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(binDir, program), ['-h', host, '-p', String(port), '-U', user, ...args]);
  const dump = join(tmpdir(), `registry-${port}.dump`);
  run('pg_dump', '-Fc', '-f', dump, 'events');

  run('createdb', 'staging');
  const [first] = FARAJALAND_USERS;
  const staging = await startRegistry({
    environment: 'staging',
    postgres: talk.registry.postgres,
    config: { postgres: { host, port, user, database: 'staging' } },
    users: [{ ...first!, id: 'f0000000-0000-4000-8000-000000000001', username: 's.banda' }],
  });
  try {
    const logIn = async (username: string) => {
      const response = await fetch(`${staging.urls.gateway}/auth/authenticate`, {
        method: 'POST',
        body: JSON.stringify({ username, password: 'test' }),
      });
      return response.status;
    };
    expect([await logIn('s.banda'), await logIn('k.mweene')]).toEqual([200, 401]);
    // Ends the running server's connections, as a restore on a busy server has to.
    run('dropdb', '--force', 'staging');
    run('createdb', 'staging');
    run('pg_restore', '--no-owner', '-d', 'staging', dump);
    expect([await logIn('s.banda'), await logIn('k.mweene')]).toEqual([401, 200]);

    run(
      'psql',
      '-q',
      '-d',
      'staging',
      '-c',
      'DROP SCHEMA app CASCADE',
      '-c',
      'DROP SCHEMA analytics CASCADE',
    );
    run('pg_restore', '--no-owner', '-d', 'staging', dump);
    expect(await logIn('k.mweene')).toBe(200);
  } finally {
    await staging.stop();
    await rm(dump);
  }
});
