import type { AbsenceFacts } from './cycle.ts';
import type { Outcome } from '../base/outcome.ts';
import type { TestRegistration } from './test-registration.ts';
import type { ShownRecord, RenderedAttachment } from './staging.ts';
import type { Marker } from './marker.ts';

export interface RegistrationFacts {
  login: Outcome<{ username: string; version: string }>;
  /** The record, once production answered REGISTER:Accepted. */
  record: Outcome<TestRegistration>;
  /** The record's page on production right after the registration: what staging's page is compared with. */
  pageOnProduction: Outcome<ShownRecord>;
  /** Each attachment as production's own record page shows it, so that a failure on staging is not production's fault. */
  renderedOnProduction: Outcome<RenderedAttachment[]>;
  /** Right after the registration: must be absent on staging. */
  absentOnStaging: Outcome<AbsenceFacts>;
  /** Births in production's search index by status, right after the registration. */
  counts?: Outcome<Record<string, number>>;
  /** A record left on staging, which the restore must wipe. */
  marker?: Outcome<Marker>;
}
