export const LAYOUTS = ['swarm', 'kubernetes'] as const;
/** How archives lie on the backup host: `swarm` (OpenCRVS 1.5-1.9) or `kubernetes` (2.x). */
export type Layout = (typeof LAYOUTS)[number];

export const RECORD_KINDS = ['registered', 'declared', 'none'] as const;
/**
 * How far the test record goes on production: `registered` stays for ever, `declared` is archived after its verification,
 * `none` is not made at all.
 */
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What the administrator says should hold; judged against what was seen. */
export interface Policy {
  profile: Profile;
  layout: Layout;
  /** `amount_of_backups_to_keep`: dated archives that stay. OpenCRVS's default is 7. */
  backupsToKeep: number;
  /** Directory of the dated archives on the backup host. */
  backupDir: string;
  /** `1.9`, `2.0`; decides which members an archive must have. Null: the newest known for the layout. */
  opencrvsVersion: string | null;
  /** The stores this deployment has, when fewer than its version's standard set; null: the standard set. */
  stores: readonly string[] | null;
  /** The hosts on which commands can be run; what only another one knows cannot be told. Absent: none. */
  access?: { production: boolean; staging: boolean; backup: boolean };
  /** `YYYY-MM-DD`: no archive may be older, those are test backups. Null or absent: not configured. */
  goLiveDate?: string | null;
  /** When backups are said to begin, where no crontab can tell; null or absent: not configured. */
  backupTimes?: { schedule: string; zone: string } | null;
  /** Days that the newest off-site copy may be old; null or absent: none is configured. */
  offsiteMaxAgeDays?: number | null;
  /** Days since the last successful recovery drill. Absent: nobody asks. */
  drillMaxAgeDays?: number;
  /** Absent: registered. */
  record?: RecordKind;
}

export const PROFILES = ['acceptance', 'nightly', 'offline', 'recovery'] as const;

/** The set of checks that a kind of run must prove. */
export type Profile = (typeof PROFILES)[number];

/** Whether a host could be asked: what stands in no crontab of a host that nobody could look at is not missing. */
export const couldBeAsked = ({ access }: Policy, host: keyof NonNullable<Policy['access']>): boolean =>
  access === undefined || access[host];
