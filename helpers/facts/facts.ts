import type { ArchiveFacts } from './archive.ts';
import type { Policy } from './policy.ts';
import type { CycleFacts } from './cycle.ts';
import type { RegistrationFacts } from './registration.ts';
import type { Outcome } from '../base/outcome.ts';
import type { RetentionFacts } from './retention.ts';
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
  /** What the run made on production and put away in the end. */
  cleanUp?: Outcome<CleanedRecord[]>;
}
