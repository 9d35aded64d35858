import { expect, test } from '@playwright/test';
import {
  waitForNight,
  type ArchiveSighting,
  type NightWatch,
} from '../../../helpers/cycle/wait-for-night.ts';
import { NIGHT } from './night.ts';
import { virtualClock } from './virtual-clock.ts';

const ABSENT = { bySearch: 0, byUrl: false, objectKeysServed: [] };

/** A deployment in which things happen at times, and a note of when it was looked at. */
function world(start: string) {
  const clock = virtualClock(start);
  const looks = {
    archive: [] as string[],
    absence: [] as string[],
    restored: [] as string[],
    later: [] as string[],
  };
  const state = {
    archive: { complete: false, fingerprint: '' } as ArchiveSighting,
    restored: false,
    network: true,
  };
  const look = <T>(kind: keyof typeof looks, get: () => T) => {
    looks[kind].push(new Date(clock.now()).toISOString());
    if (!state.network) return Promise.reject(new Error('no route to host'));
    return Promise.resolve(get());
  };
  const said: string[] = [];
  const watch: NightWatch = {
    clock,
    archive: () => look('archive', () => state.archive),
    absence: () => look('absence', () => ABSENT),
    restored: () => look('restored', () => state.restored),
    afterBackup: () => look('later', () => undefined),
    progress: (line) => said.push(line),
  };
  return { clock, looks, state, said, watch };
}

test('nothing is looked at before the schedule says that it can be there', async () => {
  const { clock, looks, state, watch } = world('2026-03-01T12:00:00Z');
  clock.at('2026-03-02T00:10:00Z', () => (state.archive = { complete: true, fingerprint: '5' }));
  clock.at('2026-03-02T00:10:30Z', () => (state.archive = { complete: true, fingerprint: '9' }));
  clock.at('2026-03-02T01:20:00Z', () => (state.restored = true));
  const seen = await waitForNight(NIGHT, watch);
  expect(looks.archive[0]).toBe(NIGHT.backupAt);
  // Seen at 00:10, with another size at 00:11, with the same at 00:12.
  expect(seen.archiveSeenAt).toEqual({ ok: true, value: '2026-03-02T00:12:00.000Z' });
  expect(looks.later).toEqual(['2026-03-02T00:12:00.000Z']);
  expect(looks.absence).toEqual(['2026-03-02T00:58:00.000Z']);
  expect(seen.absentBeforeRestore).toEqual({ ok: true, value: ABSENT });
  expect(looks.restored[0]).toBe(NIGHT.restoreAt);
  expect(seen.restoredSeenAt).toEqual({ ok: true, value: '2026-03-02T01:20:00.000Z' });
});

test('an archive and a restore that never come are given up at their deadlines', async () => {
  const { clock, looks, watch } = world('2026-03-01T12:00:00Z');
  const seen = await waitForNight(NIGHT, watch);
  expect(seen.archiveSeenAt).toMatchObject({ ok: false, reason: 'missing' });
  expect(seen.restoredSeenAt).toMatchObject({ ok: false, reason: 'missing' });
  expect(looks.later).toEqual([]);
  expect(new Date(clock.now()).toISOString()).toBe(NIGHT.restoreDueBy);
});

test('a network that is gone for hours is waited out', async () => {
  const { clock, looks, state, said, watch } = world('2026-03-01T23:59:00Z');
  clock.at('2026-03-02T00:00:00Z', () => (state.network = false));
  clock.at('2026-03-02T00:05:00Z', () => (state.archive = { complete: true, fingerprint: '9' }));
  clock.at('2026-03-02T01:30:00Z', () => (state.restored = true));
  clock.at('2026-03-02T03:00:00Z', () => (state.network = true));
  const seen = await waitForNight(NIGHT, watch);
  expect(seen.archiveSeenAt).toEqual({ ok: true, value: '2026-03-02T03:01:00.000Z' });
  expect(seen.restoredSeenAt).toEqual({ ok: true, value: '2026-03-02T03:00:00.000Z' });
  expect(seen.absentBeforeRestore).toMatchObject({ ok: false, why: 'no route to host' });
  // The restore had begun: a later record would prove nothing.
  expect(looks.later).toEqual([]);
  expect(said.filter((line) => line.includes('no route to host')).length).toBeLessThanOrEqual(2);
});

test('begun again after the night, it looks at once and does not ask for what is past', async () => {
  const { looks, state, watch } = world('2026-03-02T02:00:00Z');
  state.archive = { complete: true, fingerprint: '9' };
  state.restored = true;
  const seen = await waitForNight(NIGHT, watch);
  expect(seen.restoredSeenAt.ok && seen.archiveSeenAt.ok).toBe(true);
  expect(seen.absentBeforeRestore).toMatchObject({ ok: false, reason: 'not-asked' });
  expect(looks.absence).toEqual([]);
});
