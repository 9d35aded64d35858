import type { Facts } from '../facts/facts.ts';
import { archiveDumpChecks } from './archive-dumps.ts';
import { archiveFileChecks } from './archive-file.ts';
import { archiveMemberChecks } from './archive-members.ts';
import { archiveObjectChecks } from './archive-objects.ts';
import { archiveRegistrationChecks } from './archive-registration.ts';
import { archiveRetainedChecks } from './archive-retained.ts';
import { archiveUnpackingChecks } from './archive-unpacking.ts';
import type { CheckDefinition } from './check.ts';

/** Every question about the night's archive, from the file on the backup host inwards to the test registration. */
export const archiveChecks: readonly CheckDefinition<Facts>[] = [
  ...archiveFileChecks,
  ...archiveUnpackingChecks,
  ...archiveMemberChecks,
  ...archiveDumpChecks,
  ...archiveObjectChecks,
  ...archiveRegistrationChecks,
  ...archiveRetainedChecks,
];
