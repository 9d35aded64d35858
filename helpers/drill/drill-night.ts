import type { ArchiveFacts } from '../facts/archive.ts';
import type { ArchiveInput, ReadOptions } from '../archive/archive-input.ts';
import { readArchive } from '../archive/read-archive.ts';
import type { Layout } from '../facts/policy.ts';
import type { DrillFacts } from '../facts/drill.ts';
import { err, outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { askDatabase, referencesIn } from './ask-database.ts';
import { dumpTap } from './dump-tap.ts';
import { restoreDump } from './restore-dump.ts';
import { throwAwayPostgres } from './throw-away-postgres.ts';
import type { PostgresPrograms } from './postgres-programs.ts';

/** The files of a night, wherever they lie. */
export interface NightSource {
  /** `off-site copy /media/disk`, `backup host`. */
  from: string;
  night: string;
  layout: Layout;
  inputs: readonly ArchiveInput[];
  /** SHA-256 by name of the file; null: there is no manifest. */
  manifest: ReadonlyMap<string, string> | null;
}

export interface DrillOptions {
  passphrase: string;
  programs: PostgresPrograms;
  /** Where the database lies; null: in memory. */
  dir: string | null;
  /** What must have come back; null: nothing in particular. */
  expect: TestRegistration | null;
  bytesPerSecond?: number | null;
  onProgress?: (progress: { file: string; bytes: number; total: number | null }) => void;
  signal?: AbortSignal;
}

/** What one night gave: the reading of its archive and the database that came of it. */
export interface DrilledNight {
  archive: Outcome<ArchiveFacts>;
  drill: DrillFacts;
}

/**
 * Brings one night back: the dump goes from the archive straight into a throw-away PostgreSQL while every object is hashed in
 * passing, then the restored database is asked. Nothing decrypted is on a disk, and the database is removed whatever happens.
 *
 * @throws FailureError when there is nowhere to restore to
 */
export async function drillNight(source: NightSource, options: DrillOptions): Promise<DrilledNight> {
  const startedAt = new Date();
  const phases: Record<string, number> = {};
  const timed = async <T>(phase: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    try {
      return await work();
    } finally {
      phases[phase] = Math.round(performance.now() - began);
    }
  };
  const postgres = await timed('PostgreSQL started', () => throwAwayPostgres(options.programs, options.dir));
  let left: string[] = [];
  let archive: Outcome<ArchiveFacts> = err('not-asked', 'the archive was not read');
  let restore: DrillFacts['restore'] = err('not-asked', 'the archive was not read');
  let database: DrillFacts['database'] = err('not-asked', 'nothing was restored');
  try {
    const tap = dumpTap(options.programs, () => restoreDump(postgres, source.layout));
    archive = await timed('read and restored', async () => {
      const read = await outcomeOf(() =>
        readNight(source, options, {
          onMember: tap.onMember,
          moreReferences: async function* (dumps) {
            // What is compressed in a way that this reader does not know, pg_restore knows.
            if (dumps.every(({ unreadable }) => unreadable === null) || !(await tap.finish()).ok) return;
            yield* await referencesIn(postgres);
          },
        }),
      );
      restore = await tap.finish();
      return read;
    });
    const came = restore;
    if (came.ok) {
      const expected = options.expect === null ? null : { eventId: options.expect.eventId };
      database = await timed('database asked', () => outcomeOf(() => askDatabase(postgres, expected)));
    } else database = err('not-asked', came.why);
  } finally {
    left = await timed('removed', () => postgres.stop());
  }
  const files = archive.ok ? archive.value.files : [];
  return {
    archive,
    drill: {
      ...{ night: source.night, depth: 'at-hand', from: source.from, restore, database, left, phases },
      startedAt: startedAt.toISOString(),
      otherThanManifest: otherThan(source.manifest, files),
      archiveBytes: files.reduce((sum, { reading }) => sum + (reading?.bytesRead ?? 0), 0),
      backupAt:
        files
          .flatMap(({ listed }) => listed?.modifiedAt ?? [])
          .sort()
          .at(-1) ?? null,
      where: postgres.where,
    },
  };
}

function readNight(
  { inputs, layout, night }: NightSource,
  { passphrase, expect, bytesPerSecond = null, onProgress, signal }: DrillOptions,
  hooks: Pick<ReadOptions, 'onMember' | 'moreReferences'>,
): Promise<ArchiveFacts> {
  const missing = inputs.find(({ listed }) => listed === null);
  if (missing !== undefined) throw new FailureError('missing', `${missing.name} is not there`);
  return readArchive(inputs, {
    ...{ passphrase, layout, date: night, expect, bytesPerSecond, ...hooks },
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
}

function otherThan(manifest: NightSource['manifest'], files: ArchiveFacts['files']): string | null {
  if (manifest === null) return null;
  const changed = files.find(({ name, reading }) => manifest.get(name) !== reading?.sha256);
  return changed === undefined ? null : `${changed.name} is not the file of the manifest`;
}
