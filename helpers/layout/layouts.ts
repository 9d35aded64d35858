import type { Layout } from '../facts/policy.ts';

/** A file of a night, below the backup directory. */
export interface NightFile {
  name: string;
  /** The store that it holds; null: all of them. */
  store: string | null;
}

/** What differs between the layouts. */
export interface LayoutTraits {
  /** The files of a night, by its date or the archive's label, in the order in which they are read. Stores null: the usual ones. */
  filesOf: (label: string, stores: readonly string[] | null) => NightFile[];
  /** What a night's folder may hold besides. */
  mayHold: (label: string) => string[];
  /** What starts the jobs of the night. */
  scheduler: 'cron' | 'cluster';
  /** The zone whose date names an archive; null: that of the host on which the job runs. */
  dateZone: 'UTC' | null;
  /** Days by which a restore takes an older archive than the newest. */
  restoreLag: 0 | 1;
  /** Which folders rotation counts. */
  rotates: 'every-directory' | 'date-shaped';
  /** Folders of differential repositories beside the nights. */
  repositories: readonly string[];
}

const KUBERNETES_STORES = ['minio', 'postgres'];
/** Stores that 2.0 backs up where they are installed. */
const OPTIONAL_STORES = ['mongo', 'influxdb', 'elasticsearch'];

const storeFile = (store: string, label: string): string => `${store}_backup_${label}.tar.gz.enc`;

const LAYOUTS: Record<Layout, LayoutTraits> = {
  swarm: {
    filesOf: (label) => [{ name: `${label}/${label}.tar.gz.enc`, store: null }],
    mayHold: () => [],
    scheduler: 'cron',
    dateZone: null,
    restoreLag: 0,
    rotates: 'every-directory',
    repositories: [],
  },
  kubernetes: {
    filesOf: (label, stores) => {
      const wanted = [...new Set((stores ?? KUBERNETES_STORES).map(storeOf))];
      // The object store first: references can then be looked up while the database is read.
      wanted.sort((a, b) => Number(b === 'minio') - Number(a === 'minio'));
      return wanted.map((store) => ({ name: `${label}/${storeFile(store, label)}`, store }));
    },
    mayHold: (label) => [...KUBERNETES_STORES, ...OPTIONAL_STORES].map((store) => storeFile(store, label)),
    scheduler: 'cluster',
    // The jobs run in containers, whose clock is UTC whatever the zone of their schedule is.
    dateZone: 'UTC',
    restoreLag: 1,
    rotates: 'date-shaped',
    // pgBackRest's, and a mirror of the object store.
    repositories: ['postgres', 'minio'],
  },
};

export const layoutOf = (layout: Layout): LayoutTraits => LAYOUTS[layout];

/** Of `mongo/events` its store, `mongo`. */
const storeOf = (name: string): string => name.split('/')[0] ?? name;
