import type { Outcome } from '../base/outcome.ts';

/** A drill that was carried through, as the ledger of drills keeps it. */
export interface PastDrill {
  /** ISO 8601: when it ended. */
  at: string;
  /** The night that was brought back, `YYYY-MM-DD`. */
  night: string;
  depth: 'at-hand' | 'servers';
  /** `off-site copy /media/disk`, `backup host`. */
  from: string;
  verdict: 'passed' | 'failed' | 'not-proven';
}

/** The drills of this folder, for the question whether one is due. */
export interface DrillHistory {
  /** ISO 8601. */
  lookedAt: string;
  /** The last one whose verdict is passed; null: there is none. */
  lastPassed: PastDrill | null;
  /** The last one, however it ended; null: there is none. */
  last: PastDrill | null;
}

/** What the real `pg_restore` made of the dump. */
export interface RestoreFacts {
  /** Version of the server it was restored into, `15.18`. */
  serverVersion: string;
  /** 0: without a warning. */
  exitCode: number | null;
  /** What it said, without a value of any row. */
  errors: string[];
  dumpBytes: number;
}

/** The restored database: counts alone, no name and no record. */
export interface RestoredDatabase {
  /** Rows by table, `app.events`. */
  rows: Record<string, number>;
  databaseBytes: number;
  /** ISO 8601; actions that viewing a record writes do not count. Null: no action. */
  newestAction: string | null;
  events: {
    total: number;
    withoutActions: number;
    /** Events with an action before their creation, or a registration before their declaration. */
    outOfOrder: number;
    /** Actions of events that are not there. */
    orphanedActions: number;
    /** Actions that follow upon one that is not there. */
    danglingActions: number;
  };
  /** Values that several events have. */
  duplicates: { trackingIds: number; registrationNumbers: number };
  users: { total: number; withRole: number; withCredentials: number | null };
  /** Machines that may ask the API; null: this version has no such table. */
  clients: { total: number; withScopes: number } | null;
  /** Null: none was expected. */
  testRecord: { found: boolean; actions: number; registrationNumber: string | null } | null;
}

/** How long each part of a drill took, milliseconds, in the order in which they came. */
export type DrillPhases = Record<string, number>;

/** One night, brought back. */
export interface DrillFacts {
  /** ISO 8601. */
  startedAt: string;
  night: string;
  depth: 'at-hand' | 'servers';
  /** `off-site copy /media/disk`, `backup host`. */
  from: string;
  /** Why the files are not those of the copy's manifest; null: they are, or (`from` the backup host) there is none. */
  otherThanManifest: string | null;
  archiveBytes: number;
  /** When the backup was made: the newest time of its files, ISO 8601; null: no file. */
  backupAt: string | null;
  restore: Outcome<RestoreFacts>;
  database: Outcome<RestoredDatabase>;
  /** Where the throw-away database lay. */
  where: { kind: 'memory' | 'folder'; path: string };
  /** What of it is still there; must be empty. */
  left: string[];
  phases: DrillPhases;
}

/** One of several nights that were tried. */
export interface TriedNight {
  night: string;
  result: 'restores' | 'fails' | 'not-proven' | 'not-tried';
  why: string | null;
}
