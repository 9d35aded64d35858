import type { Browser } from '@playwright/test';
import { none, outcomeOf } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import type { TestRegistration } from '../run/test-registration.ts';
import { gatherRendered } from '../staging/gather-rendered.ts';
import type { Screenshot } from '../staging/look.ts';
import { proveAbsent } from '../staging/prove-absent.ts';
import { login } from './api/login.ts';
import type { Session } from './api/session.ts';
import type { Environment } from './environment.ts';
import { registerBirth } from './register-birth.ts';
import type { RegistrationFacts } from './registration-facts.ts';

export interface RegistrationRequest {
  production: Environment;
  /** Staging as it is before the restore, with a user that exists there then; null: nobody can log in there yet. */
  stagingBefore: Environment | null;
  browser: Browser;
  runToken: string;
  informantEmail: string;
  screenshot: Screenshot;
}

/**
 * Makes the test registration on production, looks at it there as a person would, and makes sure that staging does not have it
 * yet. Safe to repeat with the same run token: there is one registration, whatever happened before.
 */
export async function gatherRegistration(request: RegistrationRequest): Promise<RegistrationFacts> {
  const { production, browser } = request;
  const session = await outcomeOf(() => login(production));
  if (!session.ok) return without(session, session);
  const record = await outcomeOf(() => registerBirth(session.value, browser, request));
  if (!record.ok) return without(nameOf(session.value), record);
  const registration = record.value;
  const { page, rendered } = await gatherRendered({
    session: session.value,
    browser,
    registration,
    screenshot: (name, png) => request.screenshot(`production-${name}`, png),
  });
  return {
    login: nameOf(session.value),
    record,
    pageOnProduction: page,
    renderedOnProduction: rendered,
    absentOnStaging: await absence(request.stagingBefore, registration),
  };
}

async function absence(
  staging: Environment | null,
  registration: TestRegistration,
): Promise<RegistrationFacts['absentOnStaging']> {
  if (staging === null)
    return none('not-asked', 'no user is configured who exists on staging before its first restore');
  return outcomeOf(async () => proveAbsent(await login(staging), registration));
}

const nameOf = ({ environment, version }: Session): RegistrationFacts['login'] => ({
  ok: true,
  value: { username: environment.username, version: version ?? 'unknown' },
});

function without(
  login: RegistrationFacts['login'] | Extract<Outcome<Session>, { ok: false }>,
  why: Extract<Outcome<unknown>, { ok: false }>,
): RegistrationFacts {
  const not = none('not-asked', 'there is no test registration');
  return { login, record: why, pageOnProduction: not, renderedOnProduction: not, absentOnStaging: not };
}
