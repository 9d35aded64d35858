import type { CheckCode } from '../checks/codes.ts';

type Codes = readonly CheckCode[];

/** The search index does not know the record. */
export const NOT_FOUND: Codes = [
  'STAGING_FOUND_BY_TRACKING_ID',
  'STAGING_FOUND_BY_REGISTRATION_NUMBER',
  'STAGING_FOUND_BY_NAME',
  'STAGING_FOUND_IN_CLIENT',
  'STAGING_IN_WORKQUEUE',
  'STAGING_RECORD_OPENS',
  'STAGING_COUNTS_PLAUSIBLE',
];

/** The object store does not give the files. */
export const FILES_GONE: Codes = [
  'STAGING_ATTACHMENTS_RENDERED',
  'STAGING_ATTACHMENTS_EQUAL',
  'STAGING_SAMPLE_EQUAL',
];

/** The database does not hold the rows. */
export const ROWS_GONE: Codes = [
  'STAGING_FIELDS_STORED_EQUAL',
  'STAGING_FIELDS_SHOWN_EQUAL',
  'STAGING_ROWS_AS_IN_ARCHIVE',
  'STAGING_NEWEST_ACTION',
  'STAGING_DATA_AGE',
];

/** Staging does not stand on tonight's archive, whatever the reason is. */
export const NOT_RESTORED: Codes = [
  'STAGING_LOGIN',
  ...NOT_FOUND,
  ...ROWS_GONE,
  ...FILES_GONE,
  'STAGING_MARKER_GONE',
  'STAGING_FILES_CLEARED',
  'STAGING_OWN_HOSTS_ONLY',
];

/** Staging's jobs had nothing good to work on. */
export const NOT_FETCHED: Codes = [
  'CYCLE_DOWNLOAD_JOB',
  'CYCLE_RESTORE_JOB',
  'STAGING_NOTHING_LEFT_BEHIND',
  ...NOT_RESTORED,
];

/** Tonight's archive is not on the backup host. */
export const NOTHING_ARRIVED: Codes = [
  'CYCLE_BACKUP_JOB',
  'RETENTION_NEWEST_PRESENT',
  'RETENTION_EXPECTED_FILES',
  'RETENTION_REPOSITORY_FRESH',
  'ARCHIVE_EXISTS',
  ...NOT_FETCHED,
];

/** Of a record in the archive. */
export const RECORD_NOT_ARCHIVED: Codes = ['ARCHIVE_HAS_REGISTRATION', 'ARCHIVE_REGISTRATION_COMPLETE'];
export const FILES_NOT_ARCHIVED: Codes = [
  'ARCHIVE_HAS_ATTACHMENTS',
  'ARCHIVE_REFERENCES_COMPLETE',
  ...FILES_GONE,
];
