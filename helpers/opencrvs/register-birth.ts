import type { Browser } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';
import type { RecordKind } from '../facts/policy.ts';
import { FailureError } from '../base/outcome.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { annotationOf, assigneeOf, progressOf, writesIn } from './api/event-document.ts';
import type { EventDocument } from './api/event-document.ts';
import { assign, createEvent, getEvent, register } from './api/events.ts';
import type { Session } from './api/session.ts';
import { reconcile, NotYet } from './carry-through.ts';
import { declareBirth, type DeclarationRequest } from './declare-birth.ts';
import { missingFor } from './record-rights.ts';
import { idFor } from './run-identity.ts';
import { withSecondRole } from './second-role.ts';
import { testRegistrationOf } from './test-registration-of.ts';
import type { MadeRecord } from '../facts/clean-up.ts';

export interface BirthRequest extends DeclarationRequest {
  /** How far the record goes. Default `registered`. */
  goal?: Exclude<RecordKind, 'none'>;
  /** How long a country that confirms registrations later may take. Default 120,000. */
  confirmationMs?: number;
  /** Told of the record as soon as there is one: it then has to be cleaned up, whatever happens after. */
  onCreated?: (record: MadeRecord) => void;
}

/**
 * Registers a test birth with attachments, or only declares it, each file read back and hashed before anything permanent is
 * written. What an earlier attempt with the same token did is found and carried on, so that a lost reply or a killed run never
 * makes a second record. A declared record stays assigned to the user: nobody else registers it by mistake. Rejects with a
 * TroubleError: `refused` when the user may not or the country said no, `unreachable` when production or the country's own
 * service has not answered (asked again later it goes on), `unexpected` for a suspected duplicate.
 */
export async function registerBirth(
  session: Session,
  browser: Browser,
  request: BirthRequest,
): Promise<TestRegistration> {
  const { runToken, goal = 'registered', onCreated } = request;
  const lacking = missingFor(goal, session.user);
  if (lacking.length > 0)
    throw new FailureError('refused', `the user on production lacks ${lacking.join(', ')}`);
  const event = await reconcile({
    recall: async () => {
      const found = await createEvent(session, 'birth', idFor(runToken, 'create'));
      onCreated?.({ eventId: found.id, trackingId: found.trackingId });
      return found;
    },
    nextStep: (found) => stepFrom(session, browser, request, found),
    mark: writesIn,
  }).catch((error: unknown) => {
    throw withSecondRole(error, session.user.role);
  });
  return testRegistrationOf(session, runToken, event);
}

/** What brings the record nearer to where it is to be; null: it is there. Throws where it cannot come there. */
function stepFrom(
  session: Session,
  browser: Browser,
  request: BirthRequest,
  event: EventDocument,
): (() => Promise<EventDocument>) | null {
  const progress = progressOf(event);
  switch (progress.at) {
    case 'draft':
      return () => declareBirth(session, browser, request, event);
    case 'pending':
      return () => confirmed(session, request, event);
    case 'declared':
      return request.goal === 'declared' ? null : () => registerDeclared(session, request, event);
    case 'registered':
      return null;
    case 'duplicate':
    case 'rejected':
    case 'archived':
      throw new FailureError(
        progress.at === 'rejected' ? 'refused' : 'unexpected',
        stuckAt(event, request, progress),
      );
  }
}

async function registerDeclared(
  session: Session,
  { runToken }: BirthRequest,
  event: EventDocument,
): Promise<EventDocument> {
  if (assigneeOf(event) !== session.user.userId)
    await assign(session, event.id, idFor(runToken, `assign after ${event.actions.length}`));
  return register(session, event.id, idFor(runToken, 'register'), annotationOf(event));
}

/** A confirmation that has not come within a day was lost on the country's side: no run waits for it any longer. */
const NEVER_MS = 24 * 60 * 60_000;

/** Asks again until the country's own service has confirmed or refused. */
async function confirmed(
  session: Session,
  { confirmationMs = 120_000 }: BirthRequest,
  event: EventDocument,
): Promise<EventDocument> {
  const deadline = Date.now() + confirmationMs;
  for (let now = event; ; now = await getEvent(session, event.id)) {
    const progress = progressOf(now);
    if (progress.at !== 'pending') return now;
    const { action } = progress;
    if (Date.now() - requestedAt(now, action) > NEVER_MS)
      throw new FailureError(
        'unexpected',
        `${action} of the test birth ${event.trackingId} was never confirmed by the country's own service; look at its log`,
      );
    if (Date.now() > deadline) {
      throw new NotYet(
        `the test birth ${event.trackingId} waits for ${action} to be confirmed by the country's own service; run again later`,
      );
    }
    // Nobody tells when the confirmation comes: reading again is the only way.
    await pause(2_000);
  }
}

const requestedAt = ({ actions }: EventDocument, action: string): number =>
  Date.parse(actions.findLast(({ type }) => type === action)?.createdAt ?? '');

function stuckAt(
  event: EventDocument,
  { goal = 'registered' }: BirthRequest,
  progress: Extract<ReturnType<typeof progressOf>, { at: 'duplicate' | 'rejected' | 'archived' }>,
): string {
  const record = `the test birth ${event.trackingId}`;
  switch (progress.at) {
    case 'duplicate':
      return `${record} was taken for a duplicate of ${progress.of.join(', ') || 'another record'} and not ${goal}; its names are of this run alone, so see what the country compares, such as the numbers of TEST_NID`;
    case 'rejected':
      return `the country's own service rejected ${progress.action} of ${record}`;
    case 'archived':
      return `${record} is archived; it was to be ${goal}`;
  }
}
