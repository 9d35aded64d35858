import type { Facts } from '../../helpers/facts/facts.ts';
import type { Expectation } from '../faults/expectation.ts';
import { seenAt, type Level } from './levels.ts';
import { outcomeOf, type FaultOutcome } from './outcome.ts';
import { LEVEL_NAMES, type FaultResult } from './results.ts';

type Told = Omit<FaultResult, 'kind' | 'cause' | 'outcomes'>;

/** Judges what was seen of a fault at every level of access. */
export function resultOf(told: Told, expectation: Expectation, facts: Facts): FaultResult {
  const outcomes = LEVEL_NAMES.map((level) => [level, outcomeOf(seenAt(level, facts), expectation)]);
  const { kind, cause } = expectation;
  return { ...told, kind, cause, outcomes: Object.fromEntries(outcomes) as Record<Level, FaultOutcome> };
}
