import type { Cause, Family } from '../cause.ts';
import { ARCHIVE_UNUSABLE, archiveCauses } from './archive.ts';
import { NO_ARCHIVE_TONIGHT, backupCauses } from './backup.ts';
import { deploymentCauses } from './deployment.ts';
import { restoreCauses } from './restore.ts';
import { ARCHIVE_NOT_FETCHED, retentionCauses } from './retention.ts';

/** Every cause that is known, those that come earlier in the night first. */
export const CAUSES: readonly Cause[] = [
  ...deploymentCauses,
  ...backupCauses,
  ...archiveCauses,
  ...retentionCauses,
  ...restoreCauses,
];

/** What causes with the same traces are called when nothing tells them apart. */
export const FAMILIES: readonly Family[] = [NO_ARCHIVE_TONIGHT, ARCHIVE_UNUSABLE, ARCHIVE_NOT_FETCHED];
