import { expect, test } from '@playwright/test';
import { compareReferences, References } from '../../../helpers/archive/contents/references.ts';
import { KeySet } from '../../../helpers/archive/contents/key-set.ts';
import { packedFrom } from '../../../helpers/archive/contents/packed-from.ts';
import { rowsAsOnProduction } from '../../../helpers/checks/archive-rows.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { healthyArchive } from '../staging/healthy-archive.ts';
import { POLICY } from './judged.ts';

/** What the check says of a dump with these rows against production's. */
function judge(onProduction: Record<string, number> | null, births?: number) {
  const archive = healthyArchive();
  const [dump] = archive.dumps;
  if (dump === undefined) throw new Error('no dump');
  for (const name of Object.keys(dump.tables)) dump.contents[name] = { columns: [], dated: true };
  if (onProduction !== null)
    archive.production = { ok: true, value: { until: '2026-11-22 23:59:00+00', rows: onProduction } };
  const registration =
    births === undefined ? {} : { registration: { counts: { ok: true, value: { REGISTERED: births } } } };
  return rowsAsOnProduction(archive, { policy: POLICY, ...registration } as unknown as Facts);
}

const WHOLE = { 'app.events': 200, 'app.event_actions': 1200, 'analytics.event_actions': 400 };

test('a dump with all rows of production passes, also where production deleted some since', () => {
  expect(judge(WHOLE).status).toBe('passed');
  expect(judge({ ...WHOLE, 'app.events': 180 }).status).toBe('passed');
});

test('ARCHIVE_ROWS_AS_ON_PRODUCTION fails: rows that a policy hid from pg_dump are missed, and so is a table that was left out', () => {
  expect(judge({ ...WHOLE, 'app.events': 225 })).toMatchObject({
    status: 'failed',
    actual: 'app.events: 200 of 225',
  });
  expect(judge({ ...WHOLE, 'app.audit_log': 9 })).toMatchObject({
    status: 'failed',
    actual: 'app.audit_log: not in the dump',
  });
  expect(judge({ ...WHOLE, 'reference_data.icd10': 9 })).toMatchObject({
    status: 'passed',
    actual: '3 tables with all their rows; not in the dump: reference_data.icd10',
  });
});

test('without production’s database its search tells, and nothing tells without either', () => {
  expect(judge(null, 200).status).toBe('passed');
  expect(judge(null, 201).status).toBe('failed');
  expect(judge(null).status).toBe('not-proven');
});

test('only a row written after the object store was packed excuses a missing file', () => {
  const references = new References();
  references.seen = true;
  references.add('before.png', '2026-11-23 00:59:00+00');
  references.add('after.png', '2026-11-23 01:01:00+00');
  references.add('old.png', '2026-11-23 01:01:00+00');
  references.add('old.png', '2026-11-20 10:00:00+00');
  references.add('unknown.png');
  const facts = compareReferences(new Map([['dump', references]]), new KeySet(), '2026-11-23T01:00:00Z');
  expect(facts).toMatchObject({ count: 4, missing: 4, missingMadeLater: 1 });
  expect(compareReferences(new Map([['dump', references]]), new KeySet(), null)?.missingMadeLater).toBe(0);
});

test('the packing is dated by the night’s own times, never by how new the objects are', () => {
  const member = (name: string, modifiedAt: string) => ({ file: 'f', name, bytes: 1, modifiedAt });
  const swarm = { layout: 'swarm', files: [], dumps: [], objects: null } as const;
  const objects = member('minio/ocrvs-2026-11-23.tar.gz', '2026-11-23T00:20:00.000Z');
  const dump = member('postgres/events-2026-11-23.dump', '2026-11-23T00:05:00.000Z');
  expect(packedFrom({ ...swarm, members: [objects, dump] })).toBe('2026-11-23T00:05:00.000Z');
  expect(packedFrom({ ...swarm, members: [objects] })).toBe('2026-11-23T00:20:00.000Z');
  const archive = healthyArchive();
  const [file] = archive.files;
  if (file === undefined) throw new Error('no file');
  const kubernetes = {
    layout: 'kubernetes',
    files: [{ ...file, store: 'minio' }],
    members: [],
    dumps: [],
  } as const;
  const stale = archive.objects && { ...archive.objects, oldestFolder: '2026-11-01T00:00:00.000Z' };
  expect(packedFrom({ ...kubernetes, objects: stale })).toBe(file.listed?.modifiedAt);
});
