import type { Layout } from '../facts/policy.ts';

/** A thing that an archive holds: a file by name, or whatever lies below a folder. */
export interface ExpectedMember {
  /** `postgres`, `minio`, `mongo`, `elasticsearch`, `influxdb`, `vsexport`, `metabase`, `sqlite`. */
  store: string;
  /** One database of a store that has several; null: the store as a whole. */
  part: string | null;
  /** Path in the archive; ends in a slash for a folder. Empty: the archive itself is the store. */
  path: string;
  /** Only some deployments have it. */
  optional?: boolean;
}

export interface OpencrvsVersion {
  /** As people say it, `1.9`; a range where versions are alike. */
  version: string;
  /** What its backup job puts into an archive, by layout. `label`: the date or name that the archive carries. */
  members: Partial<Record<Layout, (label: string) => ExpectedMember[]>>;
  /** The tables without which its register is not whole; empty: not kept in PostgreSQL, or not recorded. */
  tables: readonly string[];
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
const MONGO_2_0 = ['hearth-dev', 'events', 'user-mgnt', 'metrics', 'performance'];

interface SwarmStores {
  mongo: readonly string[];
  /** Of MongoDB, where a deployment still has them. */
  leftovers?: readonly string[];
  postgres?: boolean;
  metabase?: boolean;
}

const swarm =
  ({ mongo, leftovers = [], postgres = false, metabase = false }: SwarmStores) =>
  (label: string): ExpectedMember[] => {
    const ofMongo = (name: string): ExpectedMember => ({
      ...{ store: 'mongo', part: name, path: `mongo/${name}-${label}.gz` },
    });
    return [
      { store: 'elasticsearch', part: null, path: 'elasticsearch/' },
      { store: 'influxdb', part: null, path: 'influxdb/' },
      { store: 'minio', part: null, path: `minio/ocrvs-${label}.tar.gz` },
      { store: 'vsexport', part: null, path: `vsexport/ocrvs-${label}.tar.gz` },
      ...mongo.map(ofMongo),
      ...leftovers.map((name) => ({ ...ofMongo(name), optional: true })),
      ...(postgres ? [{ store: 'postgres', part: 'events', path: `postgres/events-${label}.dump` }] : []),
      ...(metabase ? [{ store: 'metabase', part: null, path: 'metabase/' }] : []),
      // Countries that use MOSIP.
      { store: 'sqlite', part: 'mosip-api', path: `sqlite/mosip-api-${label}.sqlite`, optional: true },
    ];
  };

/** Of the schema `app`; recorded from OpenCRVS 2.0.0. */
const TABLES_2_0 = [
  'administrative_areas',
  'announcements',
  'audit_log',
  'event_action_drafts',
  'event_actions',
  'events',
  'locations',
  'pgmigrations',
  'system_clients',
  'system_initialisation',
  'user_credentials',
  'users',
].map((name) => `app.${name}`);

const TABLES_1_9 = ['app.events', 'app.event_actions'];

/** Every version of OpenCRVS that is known here, oldest first: what differs between them stands in this table. */
export const VERSIONS: readonly OpencrvsVersion[] = [
  { version: '1.5-1.6', members: { swarm: swarm({ mongo: MONGO_1_7, metabase: true }) }, tables: [] },
  { version: '1.7', members: { swarm: swarm({ mongo: MONGO_1_7 }) }, tables: [] },
  { version: '1.8', members: { swarm: swarm({ mongo: MONGO_1_8 }) }, tables: [] },
  { version: '1.9', members: { swarm: swarm({ mongo: MONGO_1_9, postgres: true }) }, tables: TABLES_1_9 },
  {
    version: '2.0',
    members: {
      swarm: swarm({ mongo: MONGO_2_0, leftovers: ['application-config', 'webhooks'], postgres: true }),
      kubernetes: () => [
        { store: 'postgres', part: null, path: 'events.dump' },
        { store: 'postgres', part: null, path: 'roles.sql' },
        // The object store lies in an archive of its own; what must be in it is for the references to say.
        { store: 'minio', part: null, path: '' },
      ],
    },
    tables: TABLES_2_0,
  },
];

/** A version with what a layout's archives hold. */
export interface LayoutVersion extends Pick<OpencrvsVersion, 'version' | 'tables'> {
  layout: Layout;
  expected: (label: string) => ExpectedMember[];
}

/** The versions that a layout had, oldest first. */
export const versionsOf = (layout: Layout): LayoutVersion[] =>
  VERSIONS.flatMap(({ version, tables, members }) => {
    const expected = members[layout];
    return expected === undefined ? [] : [{ version, tables, layout, expected }];
  });

/**
 * The row for a version of OpenCRVS: its own, else that of the closest older version, else the layout's oldest. Null: the
 * layout's newest.
 */
export function versionFor(layout: Layout, version: string | null): LayoutVersion {
  const rows = versionsOf(layout);
  const [oldest, newest] = [rows[0], rows.at(-1)];
  if (oldest === undefined || newest === undefined)
    throw new RangeError(`the layout ${layout} has no version`);
  if (version === null) return newest;
  const wanted = weight(version);
  return rows.findLast((row) => weight(row.version) <= wanted) ?? oldest;
}

/** Whether a version is newer than any that is known here. */
export const isNewerThanKnown = (version: string): boolean =>
  weight(version) > Math.max(...VERSIONS.map((row) => weight(row.version.split('-').at(-1) ?? '')));

/** Sorts `1.10` after `1.9`. */
function weight(version: string): number {
  const [major = 0, minor = 0] = (version.split('-')[0] ?? '').replace(/^v/, '').split('.').map(Number);
  return major * 1000 + minor;
}
