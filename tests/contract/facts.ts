import { expect, test } from '@playwright/test';
import { AGAINST } from './asked.ts';
import type { Difference } from './differences.ts';

/** What one fact came to; written to the test that asked, read by the reporter. */
export interface FactNote {
  name: string;
  differences: Difference[];
  /** Why it was not asked at all. */
  notAsked?: string;
}

export const FACT = 'fact';

const note = (fact: FactNote) =>
  test.info().annotations.push({ type: FACT, description: JSON.stringify(fact) });

/**
 * Notes that a fact was asked and where it differs. A difference of the fake fails the test; one of a deployment is only
 * listed, so that the questions after it are asked too.
 */
export function hold(name: string, differences: Difference[]): void {
  note({ name, differences });
  if (AGAINST === undefined) expect.soft(differences, name).toEqual([]);
}

/** Notes a fact that was not asked. */
export const leaveOut = (name: string, why: string): void =>
  void note({ name, differences: [], notAsked: why });

/** Leaves a test out on a deployment that is not our own: it restarts the registry or reaches into its stores. */
export const needsItsOwnStores = (): void =>
  test.skip(AGAINST !== undefined, 'takes a registry whose stores are at hand');
