import { expect, test } from '../../fixtures/rehearsal.ts';

/**
 * What must come of a whole proof against a lab with one fault: exactly these critical checks fail, nothing else is blamed, and
 * the true cause stands first in the diagnosis.
 */
interface Expectation {
  fault: string;
  failed: string[];
  cause: string;
}

const NOT_FOUND = [
  'STAGING_FOUND_BY_TRACKING_ID',
  'STAGING_FOUND_BY_REGISTRATION_NUMBER',
  'STAGING_FOUND_BY_NAME',
  'STAGING_FOUND_IN_CLIENT',
  'STAGING_RECORD_OPENS',
];

/** A download that aborts leaves staging as it was, without production's users, and what it had decrypted in /tmp. */
const DOWNLOAD_ABORTED = [
  'CYCLE_DOWNLOAD_JOB',
  'CYCLE_RESTORE_JOB',
  'STAGING_LOGIN',
  'STAGING_MARKER_GONE',
  'STAGING_NOTHING_LEFT_BEHIND',
];

const EXPECTED: Expectation[] = [
  {
    fault: 'archive-truncated',
    failed: [...DOWNLOAD_ABORTED, 'ARCHIVE_WHOLE'],
    cause: 'ARCHIVE_TRUNCATED',
  },
  {
    fault: 'attachment-missing-from-archive',
    failed: ['ARCHIVE_HAS_ATTACHMENTS', 'STAGING_ATTACHMENTS_RENDERED', 'STAGING_ATTACHMENTS_EQUAL'],
    cause: 'FILES_MISSING_IN_ARCHIVE',
  },
  {
    fault: 'wrong-passphrase',
    failed: [...DOWNLOAD_ABORTED, 'ARCHIVE_DECRYPTS'],
    cause: 'PASSPHRASE_DIFFERS',
  },
  { fault: 'reindex-skipped', failed: NOT_FOUND, cause: 'INDEX_NOT_REBUILT' },
  {
    fault: 'objects-not-restored',
    failed: ['STAGING_ATTACHMENTS_RENDERED', 'STAGING_ATTACHMENTS_EQUAL', 'STAGING_SAMPLE_EQUAL'],
    cause: 'FILES_NOT_RESTORED',
  },
  { fault: 'files-from-production', failed: ['STAGING_OWN_HOSTS_ONLY'], cause: 'FILES_FROM_PRODUCTION' },
  {
    fault: 'nested-directories',
    failed: ['RETENTION_NOTHING_ELSE', 'RETENTION_ROTATION_KEEPS_POLICY'],
    cause: 'ROTATION_COUNTS_NESTED_DIRECTORIES',
  },
];

for (const { fault, failed, cause } of EXPECTED) {
  test(`${fault}: the proof fails for that and nothing else`, async ({ rehearse }) => {
    const { exitCode, verdict } = await rehearse(fault);
    expect([...verdict.failed].sort()).toEqual([...failed].sort());
    expect(verdict.diagnosis[0]?.code).toBe(cause);
    expect(exitCode).toBe(1);
  });
}

test('a healthy deployment passes, without a warning', async ({ rehearse }) => {
  const { exitCode, verdict } = await rehearse();
  expect(verdict).toMatchObject({ failed: [], notProven: [], warnings: [], diagnosis: [] });
  expect(exitCode).toBe(0);
});
