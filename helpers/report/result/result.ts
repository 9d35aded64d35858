import type { Check, Status } from '../../checks/check.ts';
import type { ExitCode } from '../../base/exit-code.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { Layout, RecordKind } from '../../facts/policy.ts';
import type { JobName } from '../../facts/cycle.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Identity } from './identity.ts';

/** The version of `verdict.json`; docs/verdict.schema.json describes it for other programs. */
export const RESULT_SCHEMA = 2;

/**
 * The one result of a command: every form (terminal, `verdict.json`, Allure, JUnit, Markdown, metrics, certificate, message) is made
 * from it and adds nothing. A list of what was seen holds at most a few dozen entries; nothing in it is secret or about a citizen.
 */
export interface Result extends Verdict {
  schema: typeof RESULT_SCHEMA;
  exitCode: ExitCode;
  /** Why there was no proof at all; null: there was one. */
  withoutProof: string | null;
  counts: Record<Status, number>;
  deployment: Identity['deployment'] & {
    layout: Layout;
    /** As the environments themselves say; null: not seen. */
    opencrvs: { production: string | null; staging: string | null };
    /** The hosts on which commands could be run. */
    access: { production: boolean; staging: boolean; backup: boolean };
  };
  tool: Identity['tool'];
  run: RunOfResult;
  /** Null: no night was looked at. */
  night: { date: string; backupAt: string | null; restoredAt: string | null } | null;
  record: ResultRecord | null;
  /** Null: no archive was seen. */
  archive: { bytes: number; files: ArchiveFileOfResult[] } | null;
  attachments: AttachmentOfResult[];
  recovery: Recovery;
  /** The nights on the backup host; null: not listed. */
  retention: { kept: number; wanted: number; newest: string | null; oldest: string | null } | null;
  /** The copy outside the data centre; null: none is configured. */
  offsite: { ageHours: number | null } | null;
  /** The jobs of the night that ran, in order. */
  jobs: JobOfResult[];
  phases: PhaseOfResult[];
  diagnosis: Diagnosis[];
  checks: Check[];
}

/** Times are ISO 8601: in UTC, and `…Local` with the offset of `timeZone`. */
export interface RunOfResult {
  id: string;
  startedAt: string;
  startedAtLocal: string;
  finishedAt: string;
  finishedAtLocal: string;
  /** IANA name of the zone of the machine that ran it. */
  timeZone: string;
  /** Who ran it: `OPERATOR`, else user@host. */
  operator: string;
}

/** The test record that a run stands on. */
export interface ResultRecord {
  kind: RecordKind;
  trackingId: string | null;
  registrationNumber: string | null;
  at: string | null;
}

export interface ArchiveFileOfResult {
  /** Below the backup directory. */
  name: string;
  bytes: number;
  /** Null: it was not read to its end. */
  sha256: string | null;
  modifiedAt: string;
}

/** A file of the test record on its way; `null` for a place that could not be asked. */
export interface AttachmentOfResult {
  field: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  inArchive: FileAt | null;
  onStaging: FileAt | null;
}

export interface FileAt {
  bytes: number;
  sha256: string | null;
  equal: boolean;
}

/** What a disaster would cost, measured; null: not measured, or no target set. */
export interface Recovery {
  /** At the worst, by the schedules: hours of registrations that would be lost. */
  rpoHours: number | null;
  /** From the start of the download to the end of the restore. */
  rtoSeconds: number | null;
  /** From the start of the backup to when the record was seen on staging. */
  backupToSeenSeconds: number | null;
  /** How old the data of staging were when they were looked at. */
  stagingAgeHours: number | null;
  rpoTargetHours: number | null;
  rtoTargetHours: number | null;
}

export interface PhaseOfResult {
  phase: string;
  startedAt: string;
  durationMs: number;
}

export interface JobOfResult {
  job: JobName;
  host: string;
  startedAt: string;
  finishedAt: string;
  exitCode: number | null;
}
