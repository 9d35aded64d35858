import type { Facts } from '../facts/facts.ts';
import type { CheckDefinition } from './check.ts';
import { accessChecks } from './retention-access.ts';
import { clockChecks } from './retention-clocks.ts';
import { contentChecks } from './retention-contents.ts';
import { dateChecks } from './retention-dates.ts';
import { rotationChecks } from './retention-rotation.ts';
import { storageChecks } from './retention-storage.ts';
import { timeChecks } from './retention-times.ts';

/** What must hold in the directory of the dated archives, and of the jobs that fill and empty it. */
export const retentionChecks: readonly CheckDefinition<Facts>[] = [
  ...dateChecks,
  ...contentChecks,
  ...timeChecks,
  ...accessChecks,
  ...rotationChecks,
  ...storageChecks,
  ...clockChecks,
];
