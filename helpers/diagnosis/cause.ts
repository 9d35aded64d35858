import type { Sign } from './sign.ts';

/** Something that can be wrong, and what it leaves behind. */
export interface Cause {
  code: string;
  title: string;
  remedy: string;
  /** Without these it cannot be: one that is seen not to hold rules the cause out. */
  must: readonly Sign[];
  /**
   * What speaks for it. Weight 8 and more: hardly anything else leaves this sign. 3: typical. 1: fits. A sign that is seen not
   * to hold counts half of it against.
   */
  signs: readonly (readonly [weight: number, sign: Sign])[];
  /** Causes with the same traces where the host that would tell is out of reach: shown as one then. */
  family?: string;
  /** Causes that this one brings about: they never rank before it once it is established. */
  bringsAbout?: readonly string[];
}

/** From this weight on a sign establishes a cause. */
export const TELLING = 8;
