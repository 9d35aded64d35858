import type { Policy } from '../facts/policy.ts';

/** Stores with an archive of their own every night in 2.x. */
const STANDARD_STORES = ['postgres', 'minio'];
/** Stores that 2.0 backs up where they are installed. */
const OPTIONAL_STORES = ['mongo', 'influxdb', 'elasticsearch'];

export interface ExpectedFiles {
  required: string[];
  /** May lie there too. */
  allowed: string[];
}

/**
 * What the directory of a night holds: one archive (1.5-1.9), or one for each store (2.x).
 *
 * @param repositories stores kept in a differential repository instead
 */
export function expectedFiles(
  policy: Pick<Policy, 'layout' | 'stores'>,
  date: string,
  repositories: readonly string[] = [],
): ExpectedFiles {
  if (policy.layout === 'swarm') return { required: [`${date}.tar.gz.enc`], allowed: [] };
  const fileOf = (store: string) => `${store}_backup_${date}.tar.gz.enc`;
  const required = (policy.stores ?? STANDARD_STORES).filter((store) => !repositories.includes(store));
  const allowed = [...STANDARD_STORES, ...OPTIONAL_STORES].filter((store) => !required.includes(store));
  return { required: required.map(fileOf), allowed: allowed.map(fileOf) };
}

/** Empty files that provisioning leaves behind when it tries the connection (since 1.8). */
export const PROBE_FILES: readonly string[] = ['downloaded_from_backup.txt', 'test_connection.txt'];

/** Differential repositories beside the nights (2.x): pgBackRest's, and a mirror of the object store. */
export const REPOSITORIES: readonly string[] = ['postgres', 'minio'];

/** What rsync leaves when it is cut: `.name.XXXXXX`, or its own directories for partial files. */
export const isPartial = (name: string): boolean =>
  /^\..+\.[A-Za-z0-9]{6}$/.test(name) || name === '.rsync-partial' || name === '.~tmp~';
