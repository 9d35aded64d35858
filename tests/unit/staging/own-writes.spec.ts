import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ok } from '../../../helpers/base/outcome.ts';
import type { Policy } from '../../../helpers/facts/policy.ts';
import type { RegistrationFacts } from '../../../helpers/facts/registration.ts';
import { idFor } from '../../../helpers/opencrvs/run-identity.ts';
import { markerToken, ownWrites } from '../../../helpers/runs/own-writes.ts';
import { createRun } from '../../../helpers/runs/run.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { readDatabase } from '../../../helpers/staging/database.ts';
import { temporaryPostgres } from '../../../lab/setup/temporary-postgres.ts';

const POLICY: Policy = {
  profile: 'acceptance',
  layout: 'swarm',
  backupsToKeep: 7,
  backupDir: '/home/backup/backups',
  opencrvsVersion: null,
  stores: null,
};
const MARKER = '22222222-2222-4222-8222-222222222222';

/** Two births of citizens, yesterday's; and what two runs left today, one of which was killed before it knew its event. */
const TABLES = (killed: string) => `
  CREATE SCHEMA app;
  CREATE TABLE app.events (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), event_type text, transaction_id text);
  CREATE TABLE app.event_actions (event_id uuid, action_type text, created_at timestamptz);
  INSERT INTO app.events (event_type, transaction_id) VALUES ('birth', 'one'), ('birth', 'two'), ('birth', '${killed}');
  INSERT INTO app.events VALUES ('${MARKER}', 'birth', 'three');
  INSERT INTO app.event_actions SELECT id, 'DECLARE', '2026-11-22T10:00:00Z' FROM app.events;
  UPDATE app.event_actions SET created_at = '2026-11-23T04:00:00Z' WHERE event_id IN
    (SELECT id FROM app.events WHERE transaction_id IN ('three', '${killed}'));
`;

test('what runs left on staging themselves counts neither as rows nor as its newest change', async () => {
  const runsDir = test.info().outputPath('runs');
  const [first, killed] = [createRun(runsDir, POLICY), createRun(runsDir, POLICY)];
  const marker = ok({ eventId: MARKER, trackingId: 'ML41GC', key: 'events/a.png' });
  first.save('registration', { marker } as RegistrationFacts);
  const postgres = await temporaryPostgres();
  const connection = { PGHOST: postgres.host, PGPORT: String(postgres.port), PGUSER: postgres.user };
  const sql = TABLES(idFor(markerToken(killed.token), 'create'));
  try {
    execFileSync(join(postgres.binDir, 'psql'), ['-q', '-d', 'events', '-c', sql], {
      env: { ...process.env, ...connection },
    });
    const machine = localHost('staging', { ...process.env, ...connection });
    const host: Host = { ...machine, run: (argv, options) => machine.run(argv, { ...options, sudo: false }) };
    expect((await readDatabase(host)).rows['app.events']).toBe(4);
    const { rows, eventsByType, newestAction } = await readDatabase(host, ownWrites(runsDir).onStaging);
    expect(rows).toMatchObject({ 'app.events': 2, 'app.event_actions': 2 });
    expect(eventsByType).toEqual({ birth: 2 });
    expect(newestAction).toBe('2026-11-22T10:00:00.000Z');
  } finally {
    await postgres.stop();
  }
});
