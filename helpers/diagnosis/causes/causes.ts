import type { Cause } from '../cause.ts';
import { archiveCauses } from './archive.ts';
import { NO_ARCHIVE_TONIGHT, backupCauses } from './backup.ts';
import { deploymentCauses } from './deployment.ts';
import { restoreCauses } from './restore.ts';
import { retentionCauses } from './retention.ts';

/** Every cause that is known, those that come earlier in the night first. */
export const CAUSES: readonly Cause[] = [
  ...deploymentCauses,
  ...backupCauses,
  ...archiveCauses,
  ...retentionCauses,
  ...restoreCauses,
];

/** What causes with the same traces are called when nothing tells them apart. */
export const FAMILIES: readonly Pick<Cause, 'code' | 'title' | 'remedy'>[] = [NO_ARCHIVE_TONIGHT];
