import type { ArchiveFacts } from '../facts/archive.ts';
import { type ExpectedMember, MEMBER_TABLES, type MemberTable } from './members.ts';

export interface MissingMembers {
  absent: string[];
  empty: string[];
}

/** Which members of a table an archive lacks. `stores`: those that the deployment has; null: all. */
export function missingMembers(
  archive: ArchiveFacts,
  table: MemberTable,
  stores: readonly string[] | null,
): MissingMembers {
  const missing: MissingMembers = { absent: [], empty: [] };
  for (const { store, path } of expectedOf(archive, table, stores)) {
    const bytes = bytesOf(archive, store, path);
    const shown = archive.layout === 'kubernetes' ? `${store}: ${path || 'objects'}` : path;
    if (bytes === null) missing.absent.push(shown);
    else if (bytes === 0) missing.empty.push(shown);
  }
  return missing;
}

/**
 * The older version whose job made this archive: members of `table` are absent, and an older table of the layout is
 * matched in full. Null: none.
 */
export function olderTableOf(
  archive: ArchiveFacts,
  table: MemberTable,
  stores: readonly string[] | null,
): string | null {
  if (missingMembers(archive, table, stores).absent.length === 0) return null;
  const tables = MEMBER_TABLES.filter(({ layout }) => layout === table.layout);
  const older = tables.slice(0, tables.indexOf(table)).reverse();
  // A failed dump aborts the job or leaves an empty member: members that are absent as a set tell of another job.
  return (
    older.find((candidate) => missingMembers(archive, candidate, null).absent.length === 0)?.version ?? null
  );
}

function expectedOf(
  archive: ArchiveFacts,
  table: MemberTable,
  stores: readonly string[] | null,
): ExpectedMember[] {
  return table.expected(archive.date).filter(({ store }) => stores === null || stores.includes(store));
}

/** Bytes of a file, or of all files below a folder; null: not in the archive. Another date in a name is no other member. */
function bytesOf(archive: ArchiveFacts, store: string, path: string): number | null {
  if (archive.layout === 'kubernetes') {
    const file = archive.files.find((candidate) => candidate.store === store);
    const members = archive.members.listed.filter((member) => member.file === file?.name);
    if (path === '') return members.length > 0 || (archive.objects?.count ?? 0) > 0 ? 1 : null;
    return members.find(({ name }) => name === path)?.bytes ?? null;
  }
  if (path.endsWith('/')) return archive.members.folders[path]?.bytes ?? null;
  return archive.members.listed.find(({ name }) => undated(name) === undated(path))?.bytes ?? null;
}

const undated = (name: string): string => name.replace(/\d{4}-\d\d-\d\d/, 'DATE');
