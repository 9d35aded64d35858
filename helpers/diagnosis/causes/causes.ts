import type { Cause, Family } from '../cause.ts';
import { accessCauses } from './access.ts';
import { archiveCauses } from './archive.ts';
import { ARCHIVE_UNUSABLE, archiveBytesCauses } from './archive-bytes.ts';
import { NO_ARCHIVE_TONIGHT, backupCauses } from './backup.ts';
import { cleanUpCauses } from './clean-up.ts';
import { deploymentCauses } from './deployment.ts';
import { ARCHIVE_NOT_FETCHED, fetchCauses } from './fetch.ts';
import { recoveryCauses } from './recovery.ts';
import { registrationCauses } from './registration.ts';
import { restoreCauses } from './restore.ts';
import { retentionCauses } from './retention.ts';
import { stagingCauses } from './staging.ts';
import { lateCauses, uploadCauses } from './upload.ts';

/** Every cause that is known. */
export const CAUSES: readonly Cause[] = [
  ...accessCauses,
  ...registrationCauses,
  ...deploymentCauses,
  ...backupCauses,
  ...uploadCauses,
  ...lateCauses,
  ...archiveBytesCauses,
  ...archiveCauses,
  ...fetchCauses,
  ...restoreCauses,
  ...stagingCauses,
  ...retentionCauses,
  ...recoveryCauses,
  ...cleanUpCauses,
];

/** What causes with the same traces are called when nothing tells them apart. */
export const FAMILIES: readonly Family[] = [NO_ARCHIVE_TONIGHT, ARCHIVE_UNUSABLE, ARCHIVE_NOT_FETCHED];
