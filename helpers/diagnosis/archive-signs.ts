import type { ArchiveFacts } from '../facts/archive.ts';
import type { Damage } from '../facts/damage.ts';
import { sign, type Sign } from './sign.ts';
import type { Seen } from './seen.ts';

export const inArchive = (says: string, look: (archive: ArchiveFacts, seen: Seen) => boolean | null): Sign =>
  sign('backup', says, (seen) =>
    seen.facts.archive?.ok === true ? look(seen.facts.archive.value, seen) : null,
  );

/** A store of a deployment, as the members of its archives name it. */
const STORES = {
  postgres: /(^|\/)postgres[/_]|(^|\/)(events\.dump|roles\.sql)$/,
  mongo: /(^|\/)mongo[/_]/,
  objects: /(^|\/)minio[/_]|(^|\/)ocrvs\//,
  elasticsearch: /(^|\/)elasticsearch[/_]/,
  influxdb: /(^|\/)influxdb[/_]/,
} as const;
export type Store = keyof typeof STORES;

/** Whether a member or file belongs to a store. */
export const isOf = (store: Store, path: string): boolean => STORES[store].test(path);

const damagesOf = (archive: ArchiveFacts): Damage[] =>
  archive.files.flatMap(({ reading }) => reading?.damages ?? []);

/** The bytes of the file itself are damaged. */
export const damaged = (says: string, fits: (damage: Damage) => boolean): Sign =>
  inArchive(says, (archive) => damagesOf(archive).some(fits));

/** A dump of a store broke off before it was packed, told by the very member that ends early. */
export const brokenMember = (says: string, fits: (path: string) => boolean): Sign => ({
  ...inArchive('', (archive) => broken(archive, fits).length > 0),
  says: ({ facts }) => {
    const members = facts.archive?.ok === true ? broken(facts.archive.value, fits) : [];
    return `${says}: ${[...new Set(members)].slice(0, 3).join(', ')}`;
  },
});

const broken = (archive: ArchiveFacts, fits: (path: string) => boolean): string[] =>
  damagesOf(archive)
    .filter(({ layer }) => layer.startsWith('nested') || layer === 'content')
    .flatMap(({ member }) => (member !== null && fits(member) ? [member] : []));

/** What the check of the members misses of a store: its own words name each member. */
export const lacks = (store: Store | 'other', code: 'ARCHIVE_MEMBERS' | 'ARCHIVE_SIZE_PLAUSIBLE'): Sign => {
  const of = (actual: string): string[] =>
    actual.split(/[,;] /).filter((part) => belongs(store, part.split(/[ :]/)[0] ?? ''));
  return {
    source: 'backup',
    says: ({ actualOf }) => `${code}: ${of(actualOf(code)).join(', ')}`,
    isSeen: ({ statusOf, actualOf }) => {
      const status = statusOf(code);
      return status === 'passed' ? false : status === 'failed' ? of(actualOf(code)).length > 0 : null;
    },
  };
};

const belongs = (store: Store | 'other', path: string): boolean =>
  store === 'other' ? !isOf('postgres', path) && !isOf('objects', path) : isOf(store, path);
