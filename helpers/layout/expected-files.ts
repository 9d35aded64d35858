import type { Policy } from '../facts/policy.ts';
import { layoutOf } from './layouts.ts';

export interface ExpectedFiles {
  required: string[];
  /** May lie there too. */
  allowed: string[];
}

/**
 * What the directory of a night holds: one archive, or one for each store.
 *
 * @param repositories stores kept in a differential repository instead
 */
export function expectedFiles(
  policy: Pick<Policy, 'layout' | 'stores'>,
  date: string,
  repositories: readonly string[] = [],
): ExpectedFiles {
  const { filesOf, mayHold } = layoutOf(policy.layout);
  const files = filesOf(date, policy.stores).filter(({ store }) => !repositories.includes(store ?? ''));
  const required = files.map(({ name }) => name.slice(date.length + 1));
  return { required, allowed: mayHold(date).filter((name) => !required.includes(name)) };
}

/** Empty files that provisioning leaves behind when it tries the connection (since 1.8). */
export const PROBE_FILES: readonly string[] = ['downloaded_from_backup.txt', 'test_connection.txt'];

/** What rsync leaves when it is cut: `.name.XXXXXX`, or its own directories for partial files. */
export const isPartial = (name: string): boolean =>
  /^\..+\.[A-Za-z0-9]{6}$/.test(name) || name === '.rsync-partial' || name === '.~tmp~';
