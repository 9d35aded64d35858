import type { Layout } from './policy.ts';
import type { Outcome } from '../base/outcome.ts';
import type { Damage } from './damage.ts';
export const DEPTHS = ['header', 'structure', 'full'] as const;
/**
 * How far an archive was read: `header` its first kilobyte, `structure` to the end of gzip and tar with the names and
 * sizes of the members, `full` every byte of every member, nested archives and dumps included.
 */
export type Depth = (typeof DEPTHS)[number];

/** What one pass over the archive of one night saw: a file, or in the kubernetes layout one file a store. */
export interface ArchiveFacts {
  layout: Layout;
  /** The night it must be of, `YYYY-MM-DD`. */
  date: string;
  depth: Depth;
  files: ArchiveFile[];
  members: MemberFacts;
  /** Archives and compressed files inside the archive that were opened; at most 200. */
  nested: NestedFacts[];
  dumps: PostgresDumpFacts[];
  mongo: MongoDumpFacts[];
  /** Null: no object store was found (or the depth does not reach it). */
  objects: ObjectStoreFacts | null;
  /** Object keys that the database refers to, against the object store; null: no table that holds any was read. */
  references: ReferenceFacts | null;
  /** The attachments that the caller expected. */
  attachments: AttachmentInArchive[];
  /** Earlier nights on the same host, newest first; empty where they were not looked at. */
  earlier: EarlierArchive[];
  /** Null: not looked for. */
  repositories: Repositories | null;
  /** One earlier night, proven again; absent: not asked for. */
  retained?: Outcome<RetainedFacts>;
  /** Rows on production as old as those of the dump; absent: not asked for. */
  production?: Outcome<ProductionRows>;
  /** Null: the caller expected none. A record without a number was declared and not registered. */
  registrationExpected: { eventId: string; trackingId: string; registrationNumber: string | null } | null;
}

/** How many rows production has, by table, as old as those of a dump. */
export interface ProductionRows {
  /** The newest row of the dump, as PostgreSQL prints it; rows made within the minute before it are not counted. */
  until: string;
  rows: Record<string, number>;
}

/** What came of proving one retained night again. */
export interface RetainedFacts {
  /** Null: there is no earlier night. */
  night: string | null;
  files: {
    name: string;
    /** `unchanged`: the host's own hash is that of an earlier proof, so it was not read. */
    result: 'unchanged' | 'whole' | 'damaged' | 'changed' | 'missing';
    damages: Damage[];
  }[];
  /** Earlier nights on the host, and how many of them the ledger knows as proven (this one included). */
  nights: number;
  proven: number;
}

/** Folders beside the dated archives that differential backups of the kubernetes layout leave. */
export interface Repositories {
  /** A repository of pgBackRest, which has an encryption of its own. */
  differential: boolean;
  /** A mirror of the object store, which anybody on the host can read. */
  plainObjects: boolean;
}

/** All files of a night together. */
export interface EarlierArchive {
  date: string;
  bytes: number;
}

export interface ArchiveFile {
  /** Below the backup directory: `2026-11-23/2026-11-23.tar.gz.enc`. */
  name: string;
  /** The store it holds, in the kubernetes layout. */
  store: string | null;
  /** Null: it is not there. */
  listed: { bytes: number; modifiedAt: string } | null;
  /** Whether its size changed between two looks; null: not looked twice. */
  growing: boolean | null;
  /** Null: not read. */
  reading: Reading | null;
  /** Absent: there is no ledger. */
  ledger?: LedgerFinding;
}

/** What the ledger of proven archives says of a file. */
export interface LedgerFinding {
  /** When a file of this name was last proven, ISO 8601; null: never. */
  provenAt: string | null;
  /** Whether it still has the same bytes; null: never proven. */
  unchanged: boolean | null;
  /** Another night that had the same bytes: every night has a salt of its own. */
  copyOf: string | null;
}

/** How the bytes of one file read. */
export interface Reading {
  bytesRead: number;
  /** SHA-256 of the file as it lies on the backup host; null unless it was read to its end. */
  sha256: string | null;
  container: 'salted' | 'gzip' | 'other' | 'empty';
  /** What a file that is not encrypted as it should be looks like: `an HTML page`. Null: it is. */
  looksLike: string | null;
  /** In what the passphrase that opens it differs from the configured one: `without …`. Null: in nothing, or none does. */
  openedBy: string | null;
  /** In the order in which they showed. Damage of the outer layers hides what lies behind it. */
  damages: Damage[];
  /** Every layer that the depth asks for was read to its own end. */
  complete: boolean;
  durationMs: number;
}

export interface MemberFacts {
  /** Files in the outer archives. */
  count: number;
  /** Unpacked. */
  bytes: number;
  /** Those at most one folder deep, at most 200 a file. */
  listed: ListedMember[];
  /** Files by top folder, at most 50 folders. */
  folders: Record<string, { count: number; bytes: number }>;
  /** Names and types that must not be unpacked by a trusting tool. At most 20 are listed. */
  hostile: { count: number; listed: { member: string; why: string }[] };
  /**
   * Members that tar unpacks otherwise than they were read, or not at all: given twice, below something that is no folder,
   * sparse. At most 20 are listed.
   */
  unlikeRead: { count: number; listed: { member: string; why: string }[] };
}

export interface ListedMember {
  file: string;
  name: string;
  bytes: number;
  /** ISO 8601; null: no time that can be. */
  modifiedAt: string | null;
}

export interface NestedFacts {
  member: string;
  /** Files in it; null: not an archive, a compressed file. */
  count: number | null;
  /** Unpacked. */
  bytes: number;
  whole: boolean;
}

export interface PostgresDumpFacts {
  member: string;
  header: DumpHeader | null;
  /** Rows by table; null: listed in the table of contents, but its data were not read. */
  tables: Record<string, number | null>;
  /** What the rows are, by table; only where they were read. */
  contents: Record<string, TableContentFacts>;
  /** When the newest row of all tables was made, as PostgreSQL prints it; null: no row says when. */
  newestRow: string | null;
  /** What it lacks to be brought back into an empty database; empty unless it was read to its end. */
  lacks: DumpGap[];
  /** Of the database; null: the dump does not say. */
  settings: { encoding: string | null; collation: string | null };
  eventsByType: Record<string, number>;
  /** ISO 8601; actions that viewing a record writes do not count. */
  newestAction: string | null;
  /** Null: none was expected. */
  registration: RegistrationInDump | null;
  /** Why what it holds is not known, though it is not damaged: of a make that this reader does not know. Null: it is known. */
  unreadable: string | null;
  whole: boolean;
  rowsSkipped: number;
}

/** What a dump lacks: rows have no table, tables no rows, a sequence no position, a table no primary key, a name no maker. */
export interface DumpGap {
  what: 'definition' | 'rows' | 'position' | 'key' | 'name';
  names: string[];
}

export interface TableContentFacts {
  /** In the order of the rows. */
  columns: string[];
  /** Whether every row says when it was made. */
  dated: boolean;
}

/** An archive of `mongodump --archive`. */
export interface MongoDumpFacts {
  member: string;
  serverVersion: string;
  /** Documents by `database.collection`, at most 500 of them. */
  collections: Record<string, number>;
  /** Documents that hold the expected tracking id. */
  mentions: number;
  whole: boolean;
}

/** What the dump has of the expected registration; null and empty: not there. */
export interface RegistrationInDump {
  eventId: string | null;
  trackingId: string | null;
  actions: number;
  /** Registration number of its accepted registration. */
  registeredAs: string | null;
  /** Object keys in its rows. */
  references: string[];
}

export interface ObjectStoreFacts {
  count: number;
  bytes: number;
  empty: number;
  /** Newest modification time of an object, ISO 8601. */
  newest: string | null;
  /** Oldest modification time of a folder, ISO 8601: in a copy made for the backup, when that began. Null: no folder has one. */
  oldestFolder: string | null;
  /** Files of the store's own. */
  system: number;
  /** Objects that MinIO stored compressed or encrypted, or spread over drives: their hash cannot be had. */
  transformed: number;
  /** Objects that the store itself would not serve: metadata or parts missing, a block that fails its hash. */
  broken: { count: number; listed: { key: string; why: string }[] };
  /** Images and documents that lack their end, as a disk leaves them that was full or failed. At most 20 are listed. */
  torn: { count: number; listed: { key: string; why: string }[] };
  /** Chosen by a seed; keys hold no name. */
  sample: SampledObject[];
}

export interface ReferenceFacts {
  /** Keys that each store with references names, added up; likewise the others. */
  count: number;
  missing: number;
  /** Of the missing ones: of rows written after the object store was packed. A file is uploaded before its row is written. */
  missingMadeLater: number;
  /** When the packing of the object store began at the latest, by the night's own times, ISO 8601; null: they do not say. */
  packedFrom: string | null;
  /** The stores, by the member that holds them. */
  stores: { member: string; count: number; missing: number }[];
  /** At most 20 missing keys, of rows that have no excuse first. */
  listed: string[];
}

export interface AttachmentInArchive {
  field: string;
  key: string;
  /** As expected. */
  bytes: number;
  sha256: string;
  /** What lies under its key; null: nothing. `sha256` null: its hash cannot be had. */
  found: { bytes: number; sha256: string | null } | null;
  /** Another key that holds the same bytes. */
  elsewhere: string | null;
}

export interface SampledObject {
  key: string;
  bytes: number;
  sha256: string;
}

export type DumpCompression = 'none' | 'gzip' | 'lz4' | 'zstd';

/** The forms in which pg_dump writes: three archives of its own, and a script of SQL. */
export type DumpForm = 'custom' | 'tar' | 'directory' | 'plain';

export interface DumpHeader {
  form: DumpForm;
  /** Archive format as a number that sorts: 1.14 is 1014. PostgreSQL 12-15 write 1.14, 16 1.15, 17 and later 1.16. 0: plain. */
  format: number;
  compression: DumpCompression;
  /**
   * When pg_dump began, by the clock and time zone of the machine it ran on: `YYYY-MM-DDTHH:MM:SS`, no zone. Null: a script
   * does not say.
   */
  createdAt: string | null;
  /** Empty: a script does not say. */
  database: string;
  serverVersion: string;
  dumpVersion: string;
}
