import type { Facts } from '../facts.ts';
import type { CheckDefinition } from './check.ts';
import { dateChecks } from './retention-dates.ts';

/** What must hold in the directory of the dated archives, and of the jobs that fill and empty it. */
export const retentionChecks: readonly CheckDefinition<Facts>[] = [...dateChecks];
