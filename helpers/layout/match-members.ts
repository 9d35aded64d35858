import type { ArchiveFacts, PostgresDumpFacts } from '../facts/archive.ts';
import { versionsOf, type ExpectedMember, type LayoutVersion } from './versions.ts';

/** What a file that carries no label of its own is called. */
const FILE_LABEL = /^(?:(?:postgres|minio|mongo|influxdb|elasticsearch)_backup_)?(.+)\.tar\.gz\.enc$/;

/** The date or name that an archive and its members carry: of the file itself, `v1.9.0.tar.gz.enc` as well as a date. */
export function labelOf({ files, date }: Pick<ArchiveFacts, 'files' | 'date'>): string {
  const name = files[0]?.name.split('/').at(-1) ?? '';
  return FILE_LABEL.exec(name)?.[1] ?? date;
}

/** Whether a deployment with these stores has a member: `mongo` is all its databases, `mongo/events` one. Null: its version's. */
export function isOf(stores: readonly string[] | null, { store, part, optional }: ExpectedMember): boolean {
  if (stores === null) return optional !== true;
  return stores.includes(`${store}/${part}`) || (optional !== true && stores.includes(store));
}

export interface MissingMembers {
  absent: ExpectedMember[];
  empty: ExpectedMember[];
}

/** Which members of a version an archive lacks. `stores`: those that the deployment has; null: the version's. */
export function missingMembers(
  archive: ArchiveFacts,
  version: LayoutVersion,
  stores: readonly string[] | null,
): MissingMembers {
  const missing: MissingMembers = { absent: [], empty: [] };
  for (const member of version.expected(labelOf(archive)).filter((one) => isOf(stores, one))) {
    const bytes = bytesOf(archive, member);
    if (bytes === null) missing.absent.push(member);
    else if (bytes === 0) missing.empty.push(member);
  }
  return missing;
}

/**
 * The older version whose job made this archive: members of `version` are absent, and an older one of the layout is
 * matched in full. Null: none.
 */
export function olderVersionOf(
  archive: ArchiveFacts,
  version: LayoutVersion,
  stores: readonly string[] | null,
): string | null {
  if (missingMembers(archive, version, stores).absent.length === 0) return null;
  const rows = versionsOf(version.layout);
  const older = rows
    .slice(
      0,
      rows.findIndex((row) => row.version === version.version),
    )
    .reverse();
  // A failed dump aborts the job or leaves an empty member: members that are absent as a set tell of another job.
  return (
    older.find((candidate) => missingMembers(archive, candidate, null).absent.length === 0)?.version ?? null
  );
}

/** Bytes of a file, or of all files below a folder; null: not in the archive. Another date in a name is no other member. */
function bytesOf(archive: ArchiveFacts, { store, path }: ExpectedMember): number | null {
  if (path.endsWith('/')) return archive.members.folders[path]?.bytes ?? null;
  const file = archive.files.find((candidate) => candidate.store === store)?.name;
  const members = archive.members.listed.filter((member) => file === undefined || member.file === file);
  if (path === '') return members.length > 0 || (archive.objects?.count ?? 0) > 0 ? 1 : null;
  const label = labelOf(archive);
  const found = members.find(({ name }) => unlabelled(name, label) === unlabelled(path, label));
  // In pg_dump's directory format the dump is a folder.
  if (found === undefined && archive.dumps.some(({ member }) => member === path)) return 1;
  return found?.bytes ?? null;
}

const unlabelled = (name: string, label: string): string =>
  name.replace(label, 'LABEL').replace(/\d{4}-\d\d-\d\d/, 'LABEL');

/** Everything that any version of the layout puts into an archive with this label. */
const placesOf = (archive: ArchiveFacts): ExpectedMember[] =>
  versionsOf(archive.layout).flatMap(({ expected }) => expected(labelOf(archive)));

/**
 * The dump that a restore of this archive reads: the one in its place; undefined: none. One under another date is taken for
 * it where there is no other: that its date is wrong is a finding of its own.
 */
export function restoredDump(archive: ArchiveFacts): PostgresDumpFacts | undefined {
  const label = labelOf(archive);
  const paths = placesOf(archive).flatMap(({ store, path }) =>
    store === 'postgres' && path.endsWith('.dump') ? [path] : [],
  );
  const misdated = new Set(paths.map((path) => unlabelled(path, label)));
  return (
    archive.dumps.find(({ member }) => paths.includes(member)) ??
    archive.dumps.find(({ member }) => misdated.has(unlabelled(member, label)))
  );
}

/** Members of an archive that no restore reads. */
export interface StrayMembers {
  /** Dumps of a register, and further archives of the object store. */
  registers: string[];
  others: string[];
}

export function strayMembers(archive: ArchiveFacts): StrayMembers {
  const label = labelOf(archive);
  const paths = new Set(placesOf(archive).map(({ path }) => path));
  const misdated = new Set([...paths].map((path) => unlabelled(path, label)));
  const folders = [...paths].filter((path) => path.endsWith('/'));
  const names = new Set(archive.members.listed.map(({ name }) => name));
  const dumps = archive.dumps.map(({ member }) => member);
  const isRead = (name: string): boolean =>
    paths.has(name) ||
    folders.some((folder) => name.startsWith(folder)) ||
    // Under another date, where nothing lies under the right one.
    (misdated.has(unlabelled(name, label)) && !names.has(name.replace(/\d{4}-\d\d-\d\d/, label)));
  // The roles of a cluster, in a file of their own, are plain SQL like a dump and in their place.
  const restored = restoredDump(archive)?.member;
  const registers = dumps.filter((member) => member !== restored && !paths.has(member));
  const others = archive.members.listed
    .filter(({ file }) => archive.files.find(({ name }) => name === file)?.store !== 'minio')
    .map(({ name }) => name)
    .filter((name) => !isRead(name) && !dumps.some((dump) => name === dump || name.startsWith(`${dump}/`)));
  const stores = others.filter((name) => /^minio\/.*\.(?:tar\.gz|tgz)$/.test(name));
  return {
    registers: [...registers, ...stores],
    others: others.filter((name) => !stores.includes(name)),
  };
}
