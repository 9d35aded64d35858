import type { Check } from '../../checks/check.ts';
import type { Result } from '../result/result.ts';

/** What a certificate may claim, each with the checks that it stands on. */
export const STATEMENTS = ['record', 'archive', 'readable', 'restored', 'separate', 'kept'] as const;
export type Statement = (typeof STATEMENTS)[number];

const STANDS_ON: Record<Statement, RegExp> = {
  record: /^REGISTRATION_(?:ACCEPTED|ATTACHMENTS_STORED)$/,
  archive: /^(?:ARCHIVE_EXISTS|ARCHIVE_NOT_GROWING|ARCHIVE_ENCRYPTED)$/,
  readable:
    /^ARCHIVE_(?:DECRYPTS|WHOLE|PACKED_WHOLE|DUMP_WHOLE|HAS_REGISTRATION|ATTACHMENTS_EQUAL|REFERENCES_COMPLETE)$/,
  restored: /^STAGING_(?:FOUND_BY|RECORD_OPENS|FIELDS|ATTACHMENTS)/,
  separate:
    /^(?:REGISTRATION_ABSENT_ON_STAGING|ABSENT_BEFORE_RESTORE|STAGING_OWN_HOSTS_ONLY|STAGING_LATER_RECORD_ABSENT)$/,
  kept: /^RETENTION_(?:NEWEST_PRESENT|NO_GAPS|NOT_TOO_FEW|ROTATION_KEEPS_POLICY)$/,
};

/** `yes`: every check that was asked holds. `no`: one failed. `open`: one could not be answered, or none was asked. */
export type Answer = 'yes' | 'no' | 'open';

export function answerTo(statement: Statement, { checks }: Pick<Result, 'checks'>): Answer {
  return answerOf(checks.filter(({ code }) => STANDS_ON[statement].test(code)));
}

function answerOf(checks: readonly Check[]): Answer {
  const asked = checks.filter(({ status }) => status !== 'not-applicable');
  if (asked.some(({ status, severity }) => status === 'failed' && severity !== 'info')) return 'no';
  return asked.length === 0 || asked.some(({ status }) => status === 'not-proven') ? 'open' : 'yes';
}

/** The lines of the go-live checklist that a verification can answer. */
export const GO_LIVE_ROWS = ['restore', 'testData', 'testBackups', 'offsite', 'drill'] as const;
export type GoLiveRow = (typeof GO_LIVE_ROWS)[number];

const ROW_STANDS_ON: Record<Exclude<GoLiveRow, 'restore'>, RegExp> = {
  testData: /^GOLIVE_(?:PRODUCTION|STAGING)_CLEAN$/,
  testBackups: /^RETENTION_NONE_BEFORE_GO_LIVE$/,
  offsite: /^OFFSITE_COPY_/,
  drill: /^(?:DRILL_FRESH|RECOVERY_RESTORED)$/,
};

export function goLiveAnswer(row: GoLiveRow, result: Result): Answer {
  if (row === 'restore')
    return result.status === 'passed' && answerTo('restored', result) === 'yes'
      ? 'yes'
      : result.status === 'failed'
        ? 'no'
        : 'open';
  return answerOf(result.checks.filter(({ code }) => ROW_STANDS_ON[row].test(code)));
}
