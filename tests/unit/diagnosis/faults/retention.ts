import { ok, err } from '../../../../helpers/base/outcome.ts';
import { TONIGHT, entry, job, noArchive, onKubernetes, wiped } from '../spoil.ts';
import type { Whole } from '../spoil.ts';
import type { Fault } from './fault.ts';

const nights = (facts: Whole, dates: string[]): void => {
  const size = 5_000_000;
  // Tonight's was made by the proof itself.
  const madeAt = (date: string) => `${date}T${date === TONIGHT ? '04:24:56' : '00:00:06'}.000Z`;
  facts.retention.value.listing.entries = dates.flatMap((date) => [
    entry(date, { modifiedAt: madeAt(date) }),
    entry(`${date}/${date}.tar.gz.enc`, {
      kind: 'file',
      bytes: size,
      mode: 0o644,
      modifiedAt: madeAt(date),
      head: '53616c7465645f5f',
    }),
  ]);
};
const dates = (count: number): string[] =>
  Array.from({ length: count }, (_, n) =>
    new Date(Date.parse(TONIGHT) - n * 86_400_000).toISOString().slice(0, 10),
  );

export const retentionFaults: readonly Fault[] = [
  {
    id: 'F34',
    cause: 'REGISTER_HELD_OPEN',
    what: 'everybody may write',
    spoil: ({ retention }) => {
      for (const one of retention.value.listing.entries) one.mode = 0o777;
    },
  },
  {
    id: 'F36',
    cause: 'ROTATION_NOT_RUNNING',
    what: 'no rotation for ten nights',
    spoil: (facts) => {
      nights(facts, dates(18));
      facts.retention.value.rotation = ok([]);
    },
  },
  {
    id: 'F37',
    cause: 'ROTATION_COUNTS_NESTED_DIRECTORIES',
    what: 'an archive unpacked in place',
    spoil: (facts) => {
      nights(facts, dates(5));
      facts.retention.value.listing.entries.push(
        entry(`${TONIGHT}/extract`),
        entry(`${TONIGHT}/extract/mongo`),
      );
    },
  },
  {
    id: 'F38',
    cause: 'LABEL_DISPLACES_NIGHT',
    what: 'a label among the nights',
    spoil: (facts) => {
      nights(facts, dates(7));
      const label = 'v1.9.0';
      facts.retention.value.listing.entries.push(
        entry(label),
        entry(`${label}/${label}.tar.gz.enc`, {
          kind: 'file',
          bytes: 5e6,
          mode: 0o644,
          head: '53616c7465645f5f',
        }),
      );
    },
  },
  {
    id: 'F41',
    cause: 'ROTATION_OF_OTHER_VERSION',
    what: "swarm's rotation on a kubernetes deployment",
    spoil: (facts) => {
      onKubernetes(facts);
      noArchive(facts);
      nights(facts, dates(3));
      if (facts.retention.value.rotation.ok)
        for (const one of facts.retention.value.rotation.value) one.kind = 'every-directory';
    },
  },
  {
    id: 'F21',
    cause: 'CLOCKS_OR_ZONES_DIFFER',
    what: 'staging lives half a day ahead',
    spoil: (facts) => {
      const clock = facts.retention.value.clocks.staging;
      if (clock?.ok === true) clock.value.timeZone = 'Pacific/Auckland';
      job(facts, 'download', { exitCode: 23, successLine: false, log: ['rsync error: (code 23)'] });
      wiped(facts);
    },
  },
  {
    id: 'F22',
    cause: 'CLOCK_CHANGE_AT_MIDNIGHT',
    what: 'the clocks were put forward at midnight',
    spoil: (facts) => {
      const { retention } = facts;
      const forward = (iso: string) => iso.replace('2026-11', '2026-04');
      retention.value = JSON.parse(forward(JSON.stringify(retention.value))) as typeof retention.value;
      retention.value.now = '2026-04-24T09:00:00.000Z';
      for (const clock of Object.values(retention.value.clocks))
        if (clock.ok) Object.assign(clock.value, { now: retention.value.now, timeZone: 'Africa/Cairo' });
      wiped(facts);
    },
  },
  {
    id: 'F23',
    cause: 'BACKUP_TOO_SLOW',
    what: 'the upload ends after staging has looked for it',
    spoil: (facts) => {
      const { retention } = facts;
      const late = `${TONIGHT}T02:40:00.000Z`;
      for (const one of retention.value.listing.entries)
        if (one.path === `${TONIGHT}/${TONIGHT}.tar.gz.enc`) one.modifiedAt = late;
      facts.cycle.jobs.backup = err('not-asked', 'the night was waited for');
      job(facts, 'download', { exitCode: 23, successLine: false, log: ['rsync error: (code 23)'] });
      wiped(facts);
    },
  },
  {
    id: 'F62',
    cause: 'WRONG_SOURCE_DIRECTORY',
    what: 'staging fetches from another directory',
    spoil: (facts) => {
      const jobs = facts.retention.value.jobs.staging;
      if (jobs?.ok === true)
        for (const one of jobs.value)
          if (one.job === 'download') one.remoteDirectory = '/home/backup/qa-backups';
      foreign(facts);
    },
  },
  {
    id: 'F75',
    cause: 'TEST_DATA_BEFORE_GO_LIVE',
    what: 'archives from before going live',
    spoil: (facts) => {
      Object.assign(facts.policy, { goLiveDate: '2026-11-20' });
    },
  },
  {
    id: 'F42',
    cause: null,
    what: 'N nights before the upload, N + 1 after it: right',
    spoil: (facts) => nights(facts, dates(8)),
  },
];

/** A plausible register, but not ours. */
function foreign({ staging }: Whole): void {
  const no = ok({ total: 0, eventIds: [] });
  const missing = err('missing', 'no such record');
  staging.foundByTrackingId = staging.foundByRegistrationNumber = staging.foundByName = no;
  staging.page = staging.rendered = staging.declaration = missing;
  staging.fetched = staging.fetched.map((file) => ({ ...file, fetched: missing }));
  staging.counts = ok({ REGISTERED: 31 });
  staging.sample = ok({ asked: 5, equal: 0, wrong: [{ key: 'a.png', what: 'missing' }] });
  if (staging.database.ok)
    Object.assign(staging.database.value, {
      rows: { ...staging.database.value.rows, 'app.events': 31, 'app.event_actions': 240 },
      newestAction: '2026-11-22T10:00:00.000Z',
    });
}
