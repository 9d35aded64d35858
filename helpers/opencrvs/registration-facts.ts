import type { AbsenceFacts } from '../cycle/facts.ts';
import type { Outcome } from '../outcome.ts';
import type { TestRegistration } from '../run/test-registration.ts';
import type { Marker } from '../staging/marker.ts';
import type { RecordPage, RenderedAttachment } from '../staging/facts.ts';

export interface RegistrationFacts {
  login: Outcome<{ username: string; version: string }>;
  /** The record, once production answered REGISTER:Accepted. */
  record: Outcome<TestRegistration>;
  /** The record's page on production right after the registration: what staging's page is compared with. */
  pageOnProduction: Outcome<RecordPage>;
  /** Each attachment as production's own record page shows it, so that a failure on staging is not production's fault. */
  renderedOnProduction: Outcome<RenderedAttachment[]>;
  /** Right after the registration: must be absent on staging. */
  absentOnStaging: Outcome<AbsenceFacts>;
  /** Births in production's search index by status, right after the registration. */
  counts?: Outcome<Record<string, number>>;
  /** A record left on staging, which the restore must wipe. */
  marker?: Outcome<Marker>;
}
