import type { Layout } from '../../helpers/facts/policy.ts';
import type { Expectation } from '../faults/expectation.ts';
import { LEVELS, type Level } from './levels.ts';
import type { FaultOutcome } from './outcome.ts';

/** What came of one fault in one layout, the last time that it was run. */
export interface FaultResult {
  fault: string;
  layout: Layout;
  description: string;
  kind: Expectation['kind'];
  cause: string;
  /** `YYYY-MM-DD`. */
  date: string;
  version: string;
  seconds: number;
  outcomes: Record<Level, FaultOutcome>;
}

/** Puts new results in the place of older ones of the same fault and layout; in a fixed order. */
export function merged(older: readonly FaultResult[], newer: readonly FaultResult[]): FaultResult[] {
  const key = ({ layout, fault }: FaultResult): string => `${layout} ${fault}`;
  const all = new Map([...older, ...newer].map((result) => [key(result), result]));
  return [...all.values()].sort((a, b) => b.layout.localeCompare(a.layout) || a.fault.localeCompare(b.fault));
}

export const LEVEL_NAMES = Object.keys(LEVELS) as Level[];
