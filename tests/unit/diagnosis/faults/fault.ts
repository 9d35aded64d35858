import type { Whole } from '../spoil.ts';

/** A fault of the field as the facts of a whole proof show it. */
export interface Fault {
  /** Number in the project's list of faults. */
  id: string;
  /** The cause that the diagnosis must name; null: nothing is wrong, and nothing may be said. */
  cause: string | null;
  /** What must be named instead where nobody can look into the archive; absent: the same. */
  outside?: string;
  what: string;
  spoil: (facts: Whole) => void;
}
