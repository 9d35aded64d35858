import type { Facts } from '../facts/facts.ts';
import { archiveContentChecks } from './archive-content.ts';
import { archiveFileChecks } from './archive-file.ts';
import { archiveRegistrationChecks } from './archive-registration.ts';
import { archiveRetainedChecks } from './archive-retained.ts';
import { archiveUnpackingChecks } from './archive-unpacking.ts';
import type { CheckDefinition } from './check.ts';

/** Every question about the night's archive, from the file on the backup host inwards to the test registration. */
export const archiveChecks: readonly CheckDefinition<Facts>[] = [
  ...archiveFileChecks,
  ...archiveUnpackingChecks,
  ...archiveContentChecks,
  ...archiveRegistrationChecks,
  ...archiveRetainedChecks,
];
