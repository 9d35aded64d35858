import type { Layout } from '../facts/policy.ts';

/** A thing that an archive must hold: a file by name, or at least one file below a folder. */
export interface ExpectedMember {
  /** `postgres`, `minio`, `mongo`, `elasticsearch`, `influxdb`, `vsexport`, `metabase`. */
  store: string;
  /** Path in the archive; ends in a slash for a folder. */
  path: string;
}

export interface MemberTable {
  /** OpenCRVS's version as people say it, `1.9`; a range where versions are alike. */
  version: string;
  layout: Layout;
  /** `date`: of the archive. */
  expected: (date: string) => ExpectedMember[];
}

const MONGO_1_9 = [
  'hearth-dev',
  'events',
  'user-mgnt',
  'application-config',
  'metrics',
  'webhooks',
  'performance',
];
const MONGO_1_8 = [...MONGO_1_9, 'openhim-dev'];
const MONGO_1_7 = MONGO_1_8.filter((name) => name !== 'events');

interface SwarmStores {
  mongo: readonly string[];
  postgres?: boolean;
  metabase?: boolean;
}

const swarm =
  ({ mongo, postgres = false, metabase = false }: SwarmStores) =>
  (date: string): ExpectedMember[] => [
    { store: 'elasticsearch', path: 'elasticsearch/' },
    { store: 'influxdb', path: 'influxdb/' },
    { store: 'minio', path: `minio/ocrvs-${date}.tar.gz` },
    { store: 'vsexport', path: `vsexport/ocrvs-${date}.tar.gz` },
    ...mongo.map((name) => ({ store: 'mongo', path: `mongo/${name}-${date}.gz` })),
    ...(postgres ? [{ store: 'postgres', path: `postgres/events-${date}.dump` }] : []),
    ...(metabase ? [{ store: 'metabase', path: 'metabase/' }] : []),
  ];

/** What OpenCRVS's own backup job puts into an archive, by version, oldest first within a layout. */
export const MEMBER_TABLES: readonly MemberTable[] = [
  { version: '1.5-1.6', layout: 'swarm', expected: swarm({ mongo: MONGO_1_7, metabase: true }) },
  { version: '1.7', layout: 'swarm', expected: swarm({ mongo: MONGO_1_7 }) },
  { version: '1.8', layout: 'swarm', expected: swarm({ mongo: MONGO_1_8 }) },
  { version: '1.9', layout: 'swarm', expected: swarm({ mongo: MONGO_1_9, postgres: true }) },
  {
    version: '2.0',
    layout: 'kubernetes',
    expected: () => [
      { store: 'postgres', path: 'events.dump' },
      { store: 'postgres', path: 'roles.sql' },
      // The object store lies in an archive of its own; what must be in it is for the references to say.
      { store: 'minio', path: '' },
    ],
  },
];

/** The stores that have a file of their own in the kubernetes layout, in the order in which they are read. */
export const KUBERNETES_STORES = ['minio', 'postgres'] as const;

/**
 * The table for a version of OpenCRVS: its own, else that of the closest older version, else the layout's oldest.
 * Null: the layout's newest.
 */
export function memberTableOf(layout: Layout, version: string | null): MemberTable {
  const tables = MEMBER_TABLES.filter((table) => table.layout === layout);
  if (version === null) return tables.at(-1)!;
  const wanted = weight(version);
  return tables.findLast((table) => weight(table.version) <= wanted) ?? tables[0]!;
}

/** Sorts `1.10` after `1.9`. */
function weight(version: string): number {
  const [major = 0, minor = 0] = version.split('-')[0]!.replace(/^v/, '').split('.').map(Number);
  return major * 1000 + minor;
}

/** Names of the files that the night of `date` must have on the backup host, below the backup directory. */
export function archiveFilesOf(
  layout: Layout,
  date: string,
  stores: readonly string[] | null,
): { name: string; store: string | null }[] {
  if (layout === 'swarm') return [{ name: `${date}/${date}.tar.gz.enc`, store: null }];
  const wanted = stores ?? KUBERNETES_STORES;
  // The object store first: references can then be looked up while the database is read.
  const ordered = [...wanted].sort((a, b) => Number(b === 'minio') - Number(a === 'minio'));
  return ordered.map((store) => ({ name: `${date}/${store}_backup_${date}.tar.gz.enc`, store }));
}
