import type { ListedEntry } from '../facts/retention.ts';

/** pgBackRest's label of a backup set: full, or differential or incremental on a full one. */
const LABEL = /^(?:\d{8}-\d{6}F_)?(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)[FDI]$/;

export interface BackupSet {
  label: string;
  /** ISO 8601 by the clock of the container that made it, which is UTC. */
  at: string;
}

/**
 * The newest backup set in pgBackRest's repository `postgres/backup/<stanza>/<label>`; null when there is
 * none.
 */
export function newestBackupSet(entries: readonly ListedEntry[]): BackupSet | null {
  let newest: BackupSet | null = null;
  for (const { path, kind } of entries) {
    const [, label] = /^postgres\/backup\/[^/]+\/([^/]+)$/.exec(path) ?? [];
    const [, year, month, day, hour, minute, second] = LABEL.exec(label ?? '') ?? [];
    if (kind !== 'directory' || label === undefined || year === undefined) continue;
    const at = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
    if (newest === null || at > newest.at) newest = { label, at };
  }
  return newest;
}
