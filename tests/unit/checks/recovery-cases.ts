import { ok } from '../../../helpers/base/outcome.ts';
import type { DrillFacts, PastDrill, RestoredDatabase } from '../../../helpers/facts/drill.ts';
import type { OffsiteFacts } from '../../../helpers/facts/offsite.ts';
import type { Whole } from '../diagnosis/spoil.ts';

type Case = (facts: Whole) => void;

/** A drill of tonight's archive that went well. */
function drilled(
  facts: Whole,
  change: Partial<DrillFacts> = {},
  database: Partial<RestoredDatabase> = {},
): void {
  const { value: archive } = facts.archive;
  const dump = archive.dumps[0];
  const rows = Object.fromEntries(
    Object.entries(dump?.tables ?? {}).map(([name, count]) => [name, count ?? 0]),
  );
  facts.drill = ok({
    startedAt: `${archive.date}T08:00:00Z`,
    night: archive.date,
    depth: 'at-hand',
    from: 'off-site copy /media/disk',
    otherThanManifest: null,
    archiveBytes: 3_000_000,
    backupAt: `${archive.date}T00:05:00Z`,
    restore: ok({ serverVersion: '15.18', exitCode: 0, errors: [], dumpBytes: 100_000 }),
    database: ok({
      rows,
      databaseBytes: 9_000_000,
      newestAction: `${archive.date}T00:00:00.000Z`,
      events: { total: 6, withoutActions: 0, outOfOrder: 0, orphanedActions: 0, danglingActions: 0 },
      duplicates: { trackingIds: 0, registrationNumbers: 0 },
      users: { total: 2, withRole: 2, withCredentials: 2 },
      clients: { total: 1, withScopes: 1 },
      testRecord: {
        found: true,
        actions: 4,
        registrationNumber: archive.registrationExpected?.registrationNumber ?? null,
      },
      ...database,
    }),
    where: { kind: 'memory', path: '/dev/shm/drill' },
    left: [],
    phases: { 'read and restored': 2_000 },
    ...change,
  });
}

const spoiltDatabase =
  (database: Partial<RestoredDatabase>): Case =>
  (facts) =>
    drilled(facts, {}, database);

function copied(facts: Whole, change: Partial<OffsiteFacts> = {}): void {
  const [dir, date, at] = ['/media/disk', '2026-11-23', '2026-11-24T08:00:00Z'];
  facts.policy.offsiteMaxAgeDays = 7;
  facts.offsite = ok({
    lookedAt: at,
    targets: [{ dir, away: null, nights: [date], lost: [] }],
    copies: [{ dir, date, copiedAt: at, seenAt: at, readAt: at }],
    reread: ok({ dir, date, wrong: null }),
    ...change,
  });
}

function past(facts: Whole, at: string): void {
  const drill: PastDrill = {
    at,
    night: at.slice(0, 10),
    depth: 'at-hand',
    from: 'backup host',
    verdict: 'passed',
  };
  facts.policy.drillMaxAgeDays = 90;
  facts.drills = { lookedAt: '2026-11-24T08:00:00Z', lastPassed: drill, last: drill };
}

const NO_EVENT = { total: 6, withoutActions: 1, outOfOrder: 0, orphanedActions: 0, danglingActions: 0 };

/** Copies and drills that went well, and one for each way in which they do not. */
export const RECOVERY: Readonly<Record<string, Case>> = {
  'a drill that went well': (facts) => drilled(facts),
  'files that are not those of the manifest': (facts) =>
    drilled(facts, { otherThanManifest: 'a file is another' }),
  'a restore with errors': (facts) =>
    drilled(facts, {
      restore: ok({ serverVersion: '15.18', exitCode: 1, errors: ['no such role'], dumpBytes: 1 }),
    }),
  'rows that the restore dropped': spoiltDatabase({ rows: {} }),
  'an event without actions': spoiltDatabase({ events: NO_EVENT }),
  'a tracking id twice': spoiltDatabase({ duplicates: { trackingIds: 1, registrationNumbers: 0 } }),
  'an object store that is missing': (facts) => {
    facts.archive.value.objects = null;
    drilled(facts);
  },
  'an old register': spoiltDatabase({ newestAction: '2026-01-01T00:00:00.000Z' }),
  'no user': spoiltDatabase({ users: { total: 0, withRole: 0, withCredentials: 0 } }),
  'no test record': spoiltDatabase({ testRecord: { found: false, actions: 0, registrationNumber: null } }),
  'a database that stayed': (facts) => drilled(facts, { left: ['/dev/shm/drill'] }),
  'a drill that nobody timed': (facts) => drilled(facts, { phases: {} }),
  'nights that all restore': (facts) => {
    facts.drilledNights = ['2026-11-23', '2026-11-22'].map((night) => ({
      night,
      result: 'restores',
      why: null,
    }));
  },
  'a night that does not restore': (facts) => {
    facts.drilledNights = [
      { night: '2026-11-23', result: 'restores', why: null },
      { night: '2026-11-22', result: 'fails', why: 'cut' },
    ];
  },
  'copies as they should be': (facts) => copied(facts),
  'no copy': (facts) => copied(facts, { copies: [] }),
  'a copy that changed': (facts) =>
    copied(facts, { reread: ok({ dir: '/media/disk', date: '2026-11-23', wrong: 'it changed' }) }),
  'a copy that is gone': (facts) =>
    copied(facts, {
      targets: [{ dir: '/media/disk', away: null, nights: [], lost: [{ date: '2026-11-23', why: 'gone' }] }],
    }),
  'a drill of last week': (facts) => past(facts, '2026-11-17T08:00:00Z'),
  'a drill of last year': (facts) => past(facts, '2025-11-17T08:00:00Z'),
};
