import { layoutOf } from '../../layout/layouts.ts';
import type { Layout } from '../../facts/policy.ts';
import type { ArchiveFile, ListedMember, ObjectStoreFacts, PostgresDumpFacts } from '../../facts/archive.ts';

/** Two jobs of one night begin within this time, however long they then take. */
const APART_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Night {
  layout: Layout;
  files: readonly ArchiveFile[];
  members: readonly ListedMember[];
  dumps: readonly PostgresDumpFacts[];
  objects: ObjectStoreFacts | null;
}

/**
 * When the packing of the object store had begun, by the night's own times, ISO 8601: a file uploaded before then is in a
 * sound backup. Never by how new the objects are: a stale copy of the store would excuse everything since. Null: no
 * time of the night says, and then nothing is excused.
 */
export const packedFrom = (night: Night): string | null =>
  layoutOf(night.layout).scheduler === 'cron' ? afterOtherDumps(night.members) : asOwnJob(night);

/** On swarm one job makes one dump after the other: it packs the objects when the dump before them was done. */
function afterOtherDumps(members: readonly ListedMember[]): string | null {
  const timesIn = (folder: RegExp): string[] =>
    members.flatMap(({ name, modifiedAt }) => (modifiedAt !== null && folder.test(name) ? [modifiedAt] : []));
  const packed = timesIn(/^minio\//)
    .sort()
    .at(-1);
  if (packed === undefined) return null;
  const earliest = new Date(Date.parse(packed) - DAY_MS).toISOString();
  const others = timesIn(/^(?:mongo|postgres|sqlite|vsexport)\/[^/]+$/);
  return (
    others
      .filter((time) => time <= packed && time > earliest)
      .sort()
      .at(-1) ?? packed
  );
}

/** On Kubernetes the object store has a job of its own, about as early as that of the database. */
function asOwnJob({ files, dumps, objects }: Night): string | null {
  const packed = files.find(({ store }) => store === 'minio')?.listed?.modifiedAt ?? null;
  const began = dumps.find(({ header }) => header?.createdAt != null)?.header?.createdAt;
  const folder = objects?.oldestFolder ?? null;
  if (packed === null || began == null || folder === null) return packed;
  // The containers there keep UTC.
  const earliest = new Date(Date.parse(`${began}Z`) - APART_MS).toISOString();
  return folder > earliest && folder < packed ? folder : packed;
}
