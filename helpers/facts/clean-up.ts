import type { Outcome } from '../base/outcome.ts';
/** Where a test record ended: a draft is deleted, a declared record archived, a registered one stays for ever. */
export type Ending = 'deleted' | 'archived' | 'registered';

export interface CleanedRecord extends MadeRecord {
  now: Outcome<Ending>;
}

/** A record that a run made in an environment. */
export interface MadeRecord {
  eventId: string;
  trackingId: string;
}
