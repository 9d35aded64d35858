import type { ArchiveFacts, ArchiveFile } from '../../../helpers/facts/archive.ts';
import type { Damage } from '../../../helpers/facts/damage.ts';
import type { JobFacts, JobName } from '../../../helpers/facts/cycle.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';
import type { ListedEntry, RetentionFacts } from '../../../helpers/facts/retention.ts';
import type { StagingFacts } from '../../../helpers/facts/staging.ts';
import { withoutLogin } from '../staging/healthy.ts';
import healthy from './healthy.json' with { type: 'json' };

/** Recorded from a healthy proof, every part there. */
export type Whole = Required<Facts> & {
  archive: { ok: true; value: ArchiveFacts };
  retention: { ok: true; value: RetentionFacts };
};

export const healthyRun = (): Whole => structuredClone(healthy) as unknown as Whole;

export const TONIGHT = '2026-11-23';
export const YESTERDAY_ISO = '2026-11-22T00:00:05.000Z';

/** How a job of the night went instead. */
export function job(facts: Whole, name: JobName, change: Partial<JobFacts>): void {
  const before = facts.cycle.jobs[name];
  if (before?.ok === true) facts.cycle.jobs[name] = ok({ ...before.value, ...change });
}

/** The archive of tonight is not on the backup host. */
export function noArchive(facts: Whole): void {
  const { archive, retention } = facts;
  archive.value.files = archive.value.files.map((file) => ({
    ...file,
    listed: null,
    growing: null,
    reading: null,
  }));
  unread(archive.value);
  retention.value.listing.entries = retention.value.listing.entries.filter(
    ({ path }) => !path.startsWith(TONIGHT),
  );
  job(facts, 'download', {
    exitCode: 23,
    successLine: false,
    log: [
      'rsync: link_stat failed: No such file or directory (2)',
      'rsync error: some files could not be transferred (code 23)',
    ],
  });
}

/** What is behind layers that could not be opened. */
export function unread(archive: ArchiveFacts): void {
  Object.assign(archive, {
    members: {
      count: 0,
      bytes: 0,
      listed: [],
      folders: {},
      hostile: { count: 0, listed: [] },
      unlikeRead: { count: 0, listed: [] },
    },
    nested: [],
    dumps: [],
    objects: null,
    references: null,
    attachments: archive.attachments.map((one) => ({ ...one, found: null, elsewhere: null })),
  } satisfies Partial<ArchiveFacts>);
}

/** The archive is there and damaged. */
export function damage(
  facts: Whole,
  damages: Damage[],
  change: Partial<NonNullable<ArchiveFile['reading']>> = {},
): void {
  for (const file of facts.archive.value.files)
    if (file.reading) Object.assign(file.reading, { damages, complete: false, ...change });
  unread(facts.archive.value);
}

export const broken = (
  layer: Damage['layer'],
  kind: Damage['kind'],
  member: string | null = null,
): Damage => ({
  layer,
  kind,
  offset: 4096,
  member,
  message: `${kind} in ${layer}`,
});

/**
 * The restore cleared staging and had nothing to put there, as 2.0 does it: the rows of the night before stay, the search index
 * and the files are gone.
 */
export function wiped(facts: Whole): void {
  const { staging } = facts;
  recordGone(staging);
  oldRows(staging);
  emptySearch(staging);
  filesGone(staging);
  staging.sample = ok({ asked: 5, equal: 0, wrong: [{ key: 'a.png', what: 'missing' }] });
  staging.marker = ok({ trackingId: 'MARKER', found: false, opens: true, fileServed: false });
  job(facts, 'restore', {
    exitCode: 1,
    log: [
      'Clearing the search index and the object store',
      'PostgreSQL backup not found at /data/backups. Skipping',
      'tar: cannot open: No such file or directory',
    ],
  });
}

/** The same up to 1.9, where users are in MongoDB: nobody can log in any more. */
export function wipedWithUsers(facts: Whole): void {
  wiped(facts);
  withoutLogin(facts.staging, err('refused', 'staging: the user name or the password is wrong'));
}

export function recordGone(staging: StagingFacts): void {
  const no = ok({ total: 0, eventIds: [] });
  const missing = err('missing', 'no such record');
  staging.foundByTrackingId = staging.foundByRegistrationNumber = staging.foundByName = no;
  const unlisted = ok({ rows: 0, named: 0 });
  staging.searchBox = { trackingId: unlisted, registrationNumber: unlisted, name: unlisted };
  staging.page = staging.rendered = staging.declaration = missing;
}

/** The index does not know the record; its data are there. */
export function notIndexed(staging: StagingFacts): void {
  const { declaration, rendered } = staging;
  recordGone(staging);
  Object.assign(staging, { declaration, rendered });
}

export function emptySearch(staging: StagingFacts): void {
  staging.counts = ok({ NOTIFIED: 0, DECLARED: 0, REGISTERED: 0, ARCHIVED: 0 });
}

/** A night's births fewer. */
export function fewerBirths(staging: StagingFacts): void {
  staging.counts = ok({ NOTIFIED: 0, DECLARED: 0, REGISTERED: 180, ARCHIVED: 0 });
}

export function oldRows(staging: StagingFacts): void {
  if (!staging.database.ok) return;
  staging.database.value.newestAction = YESTERDAY_ISO;
  staging.database.value.rows['app.events'] = 180;
}

export function noRows(staging: StagingFacts): void {
  staging.database = ok({ rows: {}, eventsByType: {}, newestAction: null });
}

export function filesGone(staging: StagingFacts, which: (index: number) => boolean = () => true): void {
  staging.fetched = staging.fetched.map((file, index) =>
    which(index) ? { ...file, fetched: err('missing', '404') } : file,
  );
  if (!staging.rendered.ok) return;
  const gone = staging.fetched.filter(({ fetched }) => !fetched.ok).map(({ key }) => key);
  for (const shown of staging.rendered.value)
    if (gone.includes(shown.key)) Object.assign(shown, { width: 0, height: 0, blank: true });
}

export function fileLostInArchive(facts: Whole): void {
  const [first] = facts.archive.value.attachments;
  if (first) first.found = null;
  if (facts.archive.value.references)
    Object.assign(facts.archive.value.references, { missing: 1, listed: [first?.key] });
}

/** Yesterday's state, restored whole. */
export function dayBehind(facts: Whole): void {
  recordGone(facts.staging);
  oldRows(facts.staging);
  fewerBirths(facts.staging);
  filesGone(facts.staging);
}

export const entry = (path: string, change: Partial<ListedEntry> = {}): ListedEntry => ({
  path,
  kind: 'directory',
  bytes: 4096,
  modifiedAt: '2026-11-20T09:00:00.000Z',
  owner: 'backup',
  group: 'backup',
  mode: 0o755,
  ...change,
});

/** The same healthy run of a kubernetes deployment: an archive per store, no cron, the whole database restored. */
export function onKubernetes(facts: Whole): void {
  const { archive, retention, staging, policy } = facts;
  policy.layout = archive.value.layout = 'kubernetes';
  policy.opencrvsVersion = '2.0';
  facts.cycle.jobs = {};
  const madeAt = (date: string) => `${date}T01:05:00.000Z`;
  const nameOf = (store: string, date: string) => `${date}/${store}_backup_${date}.tar.gz.enc`;
  const stores = ['postgres', 'minio'];
  const [file] = archive.value.files;
  if (file)
    archive.value.files = stores.map((store) => ({
      ...structuredClone(file),
      listed: { bytes: 3_000_000, modifiedAt: madeAt(TONIGHT) },
      store,
      name: nameOf(store, TONIGHT),
    }));
  if (archive.value.dumps[0]) archive.value.dumps[0].member = 'events.dump';
  archive.value.members.listed = [
    ...['events.dump', 'roles.sql'].map((name) => ({
      file: nameOf('postgres', TONIGHT),
      name,
      bytes: 90_000,
      sha256: 'ab',
      modifiedAt: null,
    })),
    {
      file: nameOf('minio', TONIGHT),
      name: 'ocrvs/signature.png',
      bytes: 30_000,
      sha256: 'cd',
      modifiedAt: null,
    },
  ];
  archive.value.members.folders = { 'ocrvs/': { count: 605, bytes: 8e6 } };
  retention.value.jobs = {};
  if (retention.value.rotation.ok) for (const one of retention.value.rotation.value) one.kind = 'date-shaped';
  retention.value.listing.entries = retention.value.listing.entries.flatMap((one) =>
    one.kind === 'directory'
      ? [one]
      : stores.map((store) => ({
          ...one,
          path: nameOf(store, one.path.slice(0, 10)),
          modifiedAt: madeAt(one.path.slice(0, 10)),
        })),
  );
  const [dump] = archive.value.dumps;
  if (staging.database.ok)
    for (const [name, count] of Object.entries(dump?.tables ?? {}))
      staging.database.value.rows[name] ??= count ?? 0;
}
