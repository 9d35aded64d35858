import type { ArchiveFacts } from './archive.ts';
import type { Policy } from './policy.ts';
import type { CycleFacts } from './cycle.ts';
import type { RegistrationFacts } from './registration.ts';
import type { Outcome } from '../base/outcome.ts';
import type { RetentionFacts } from './retention.ts';
import type { DrillFacts, DrillHistory, TriedNight } from './drill.ts';
import type { OffsiteFacts } from './offsite.ts';
import type { StagingFacts } from './staging.ts';
import type { CleanedRecord } from './clean-up.ts';

/**
 * Everything a run has seen. A part is absent while its phase has not been gathered. Facts are stored as JSON in the run's
 * folder, hold no secret and no citizen's data, and are all that a check may look at.
 */
export interface Facts {
  policy: Policy;
  registration?: RegistrationFacts;
  cycle?: CycleFacts;
  retention?: Outcome<RetentionFacts>;
  archive?: Outcome<ArchiveFacts>;
  staging?: StagingFacts;
  /** Copies outside the data centre; absent where none are configured. */
  offsite?: Outcome<OffsiteFacts>;
  /** Recovery drills of the past. */
  drills?: DrillHistory;
  /** The night that this run brought back. */
  drill?: Outcome<DrillFacts>;
  /** The nights that were tried, newest first, where several were. */
  drilledNights?: TriedNight[];
  /** What the run made on production and put away in the end. */
  cleanUp?: Outcome<CleanedRecord[]>;
}
