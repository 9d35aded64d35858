import type { Browser } from '@playwright/test';
import type { AbsenceFacts } from '../facts/cycle.ts';
import type { Environments } from '../deployment/environments.ts';
import { loginOnStaging } from '../deployment/login-on-staging.ts';
import { sessionOn } from '../opencrvs/api/open-session.ts';
import { countByStatus } from '../opencrvs/api/search.ts';
import type { Session } from '../opencrvs/api/session.ts';
import type { RecordKind } from '../facts/policy.ts';
import type { OwnDetails } from '../opencrvs/declaration/own-details.ts';
import { registerBirth } from '../opencrvs/register-birth.ts';
import type { RegistrationFacts } from '../facts/registration.ts';
import { err, outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { gatherRendered } from '../staging/gather-rendered.ts';
import type { Screenshot } from '../staging/look.ts';
import { placeMarker } from '../staging/marker.ts';
import { proveAbsent } from '../staging/prove-absent.ts';
import type { MadeRecord } from '../facts/clean-up.ts';

export interface RegistrationRequest {
  environments: Environments;
  browser: Browser;
  runToken: string;
  own: OwnDetails;
  /** How far the record goes; `none`: none is made, here or on staging. */
  kind: RecordKind;
  /** Told of the record on production as soon as there is one. */
  onCreated: (record: MadeRecord) => void;
  /** A registered record can never be removed: without this nothing is written. */
  allowWrites: boolean;
  /** Whether a record may be left on staging, which the restore must wipe. */
  allowMarker: boolean;
  screenshot: Screenshot;
}

/** Registers the test birth on production, looks at it there, and proves that staging does not have it yet. */
export async function gatherRegistration(request: RegistrationRequest): Promise<RegistrationFacts> {
  const { environments, browser, runToken, own, allowMarker, screenshot } = request;
  const session = await outcomeOf(() => sessionOn(environments.production));
  const record = await then(session, (value) => makeRecord(value, request));
  const seen = await both(session, record, (value, registration) =>
    gatherRendered({ session: value, browser, registration, screenshot }),
  );
  return {
    login: await then(session, ({ environment, version }) =>
      Promise.resolve({ username: environment.username, version: version ?? 'unknown' }),
    ),
    record,
    pageOnProduction: seen.ok ? seen.value.page : seen,
    renderedOnProduction: seen.ok ? seen.value.rendered : seen,
    absentOnStaging: await then(record, (registration) => lookForAbsence(environments, registration)),
    counts: await then(session, (value) => countByStatus(value, 'birth')),
    marker: await then(record, async () => {
      if (!allowMarker) throw new FailureError('not-asked', 'ALLOW_STAGING_WRITES is not “yes”');
      return placeMarker(await loginOnStaging(environments), browser, {
        runToken,
        own,
      });
    }),
  };
}

function makeRecord(
  session: Session,
  { browser, runToken, own, kind, allowWrites, onCreated }: RegistrationRequest,
): Promise<TestRegistration> {
  if (kind === 'none') throw new FailureError('not-asked', 'RECORD=none: nothing was written on production');
  if (!allowWrites)
    throw new FailureError(
      'not-asked',
      'ALLOW_PRODUCTION_WRITES is not “yes”: nothing was written on production',
    );
  return registerBirth(session, browser, { runToken, own, goal: kind, onCreated });
}

/** Looks for the record on staging with a user that exists there before the restore. */
export async function lookForAbsence(
  environments: Environments,
  registration: TestRegistration,
): Promise<AbsenceFacts> {
  return proveAbsent(await loginOnStaging(environments), registration);
}

/** The next question, when there is an answer to build on; else the reason why it was not asked. */
async function then<A, B>(outcome: Outcome<A>, ask: (value: A) => Promise<B>): Promise<Outcome<B>> {
  return outcome.ok ? outcomeOf(async () => ask(outcome.value)) : outcome;
}

const both = <B>(
  session: Outcome<Session>,
  record: Outcome<TestRegistration>,
  ask: (session: Session, record: TestRegistration) => Promise<B>,
): Promise<Outcome<B>> =>
  session.ok
    ? then(record, (value) => ask(session.value, value))
    : Promise.resolve(err('not-asked', session.why));
