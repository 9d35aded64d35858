import type { JobName } from './cycle.ts';
import type { Outcome } from '../base/outcome.ts';
export type EntryKind = 'file' | 'directory' | 'link' | 'other';

/** One name below the backup directory. */
export interface ListedEntry {
  /** Below the backup directory, parts joined by `/`; bytes that are not UTF-8 show as U+FFFD. */
  path: string;
  kind: EntryKind;
  bytes: number;
  /** ISO 8601. `rsync -a` keeps the time that the archive had on production. */
  modifiedAt: string;
  owner: string;
  group: string;
  /** Permission bits, `0o755`. */
  mode: number;
  /** First eight bytes, in hex; of readable files in the first two levels. */
  head?: string;
}

export interface BackupListing {
  entries: ListedEntry[];
  /** False when a directory below could not be read: what is not listed is then not proven to be absent. */
  complete: boolean;
  /** True when the levels below the second held more entries than are listed. */
  truncated: boolean;
  /** Paths whose size was another at the end of the listing than at its begin. */
  growing: string[];
  /** The backup directory and all above it, from `/` on. */
  ancestors: { path: string; owner: string; group: string; mode: number }[];
  /** Of the file system that holds the archives; free: for a user who is not root. */
  disk: { freeBytes: number; totalBytes: number };
  /** Milliseconds from the request to the last byte. */
  tookMs: number;
}

export interface HostClock {
  /** ISO 8601, UTC, by the host's own clock. */
  now: string;
  /** Milliseconds by which the host's clock is ahead of this machine's; negative: behind. */
  aheadMs: number;
  /** Half of the round trip: how far `aheadMs` may be wrong. */
  uncertainMs: number;
  /** IANA name of the zone that the host's cron uses. */
  timeZone: string;
  /** When root's crontab was last changed; null when that may not be seen. */
  crontabChangedAt: string | null;
}

/**
 * A job of the night as it stands in a crontab; nothing else of the line is kept, it may hold the passphrase.
 */
export interface NightlyJob {
  job: Exclude<JobName, 'rotate'>;
  schedule: string;
  /** `TZ` of the crontab: the zone in which the job itself reads the date; null: the host's. */
  dateZone: string | null;
  /** Where a backup is sent to or fetched from on the backup host; null when the line does not say. */
  remoteDirectory: string | null;
}

/**
 * Which directories a rotation script counts and deletes. `every-directory`: all, at any depth (OpenCRVS
 * 1.5-1.9); `date-shaped`: those with a name like `????-??-??`, at any depth (2.x).
 */
export type RotationKind = 'every-directory' | 'date-shaped';

export interface RotationJob {
  schedule: string;
  directory: string;
  /** The number as it stands in the job; null when the job has none that is a number. */
  keep: number | null;
  /** Null when the script could not be read. */
  kind: RotationKind | null;
}

export type HostName = 'production' | 'staging' | 'backup';

/**
 * What an earlier look at the same directory saw: a night that was there once may not vanish before its time.
 */
export interface EarlierListing {
  /** ISO 8601. */
  at: string;
  dates: string[];
}

/** A night whose backup a run started itself, at whatever hour. */
export interface OwnNight {
  date: string;
  /** ISO 8601, the host's clock. */
  startedAt: string;
  finishedAt: string;
}

/** What the listing of the backup directory and the hosts' clocks and schedules showed. */
export interface RetentionFacts {
  /** ISO 8601: the hour for which all is judged, by the backup host's clock. */
  now: string;
  backupDir: string;
  listing: BackupListing;
  /** A host that was not given is absent. */
  clocks: Partial<Record<HostName, Outcome<HostClock>>>;
  jobs: Partial<Record<'production' | 'staging', Outcome<NightlyJob[]>>>;
  /** Every rotation job on the backup host, whatever its directory. */
  rotation: Outcome<RotationJob[]>;
  exceptions: Outcome<RetentionException[]>;
  earlier: EarlierListing[];
  /** Nights that earlier runs made themselves: they keep no hour of the schedule. Absent: none is known. */
  ownNights?: OwnNight[];
}

/** A deviation in the backup directory that somebody answers for, until a day. */
export interface RetentionException {
  /** Name directly below the backup directory. */
  name: string;
  /**
   * `extra`: it may lie there though it is none of the nights, such as an old archive put back for a restore. `rewritten`: this
   * night’s archive was made again later in the day.
   */
  allow: 'extra' | 'rewritten';
  reason: string;
  /** Who answers for it. */
  by: string;
  since: string;
  /** Last day on which it holds. */
  until: string;
}
