import type { Outcome } from '../base/outcome.ts';

export const JOBS = ['backup', 'download', 'restore', 'rotate'] as const;
export type JobName = (typeof JOBS)[number];

/** One job of the nightly cycle as it was run or as its log showed it. */
export interface JobFacts {
  job: JobName;
  host: 'production' | 'staging' | 'backup';
  /** Cron schedule, five fields, as in the crontab. */
  schedule: string;
  /** ISO 8601, the host's clock. */
  startedAt: string;
  finishedAt: string;
  exitCode: number | null;
  /** True when cron ran it by itself and only its log was seen: then there is no exit code. */
  byCron?: boolean;
  /** True when a command of the administrator's own did the job. */
  byCommand?: boolean;
  /** New lines of the job's log files, redacted; of more than 200 the first, the last, and those that tell something. */
  log: string[];
  /** Whether the log holds the job's own line of success (facts of OpenCRVS's scripts; null when it has none). */
  successLine: boolean | null;
}

export interface CycleFacts {
  /** The date the night's archive must carry, `YYYY-MM-DD`, by production's clock when the backup began. */
  expectedDate: Outcome<string>;
  /** The cron entry of every job, whether or not it was run. */
  schedules: Outcome<{ job: JobName; host: string; schedule: string }[]>;
  jobs: Partial<Record<JobName, Outcome<JobFacts>>>;
  /** A second record, made on production after the backup: must not come to staging. */
  negativeControl: Outcome<{ trackingId: string }>;
  /** Asked again immediately before the restore: must still be absent on staging. */
  absentBeforeRestore: Outcome<AbsenceFacts>;
  /** Why a triggered night ended before download and restore, which clear staging; absent: it did not. */
  heldBack?: string;
}

/** Whether the test registration is on staging when it must not be. */
export interface AbsenceFacts {
  /** Hits of a search by tracking id. */
  bySearch: number;
  /** Whether the record's own address shows it. */
  byUrl: boolean;
  /** Object keys of its attachments that staging's object store served. */
  objectKeysServed: string[];
  /** Whether the user who looked may see the record's place: else its absence means nothing. Null: could not be told. */
  inSight?: boolean | null;
}
