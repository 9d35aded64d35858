import type { Browser } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';
import { TroubleError } from '../outcome.ts';
import type { Attachment, TestRegistration } from '../run/test-registration.ts';
import { annotationOf, declarationOf, filesOf, progressOf } from './api/event-document.ts';
import type { EventDocument } from './api/event-document.ts';
import { assign, createEvent, declare, getEvent, register } from './api/events.ts';
import { fetchFile } from './api/files.ts';
import { administrativeAreas, healthFacilities, userGet } from './api/places.ts';
import type { Session } from './api/session.ts';
import { makeAttachments } from './attachments/make-attachments.ts';
import { storeAttachments } from './attachments/store-attachments.ts';
import { birthDeclaration } from './declaration/birth-declaration.ts';
import { birthPlaceFor, missingScopes } from './declaration/jurisdiction.ts';
import { idFor } from './run-identity.ts';

export interface BirthRequest {
  /** Unique to the run. The same token leads to the same registration, however often it is asked for. */
  runToken: string;
  informantEmail: string;
  /** How long a country that confirms registrations later may take. Default 120,000. */
  confirmationMs?: number;
}

/**
 * Registers a test birth with attachments, each read back and hashed before anything permanent is written. What an earlier
 * attempt with the same token did is found and carried on, so that a lost reply or a killed run never makes a second record.
 * Rejects with a TroubleError: `refused` when the user may not or the country said no, `unexpected` for a suspected duplicate
 * or a missing confirmation.
 */
export async function registerBirth(
  session: Session,
  browser: Browser,
  request: BirthRequest,
): Promise<TestRegistration> {
  const lacking = missingScopes(session.user);
  if (lacking.length > 0)
    throw new TroubleError('refused', `the user on production lacks ${lacking.join(', ')}`);
  const draft = await createEvent(session, 'birth', idFor(request.runToken, 'create'));
  const event = await carryOn(session, browser, request, draft);
  return registrationOf(session, request.runToken, event);
}

/** From wherever the record is to REGISTER:Accepted. */
async function carryOn(
  session: Session,
  browser: Browser,
  request: BirthRequest,
  found: EventDocument,
): Promise<EventDocument> {
  let event = found;
  if (progressOf(event).at === 'draft') event = await declareBirth(session, browser, request, event);
  if (progressOf(event).at === 'pending') event = await confirmed(session, request, event);
  if (progressOf(event).at === 'declared') event = await registerDeclared(session, request, event);
  if (progressOf(event).at === 'pending') event = await confirmed(session, request, event);
  const progress = progressOf(event);
  if (progress.at === 'registered') return event;
  throw new TroubleError(progress.at === 'rejected' ? 'refused' : 'unexpected', stuckAt(event, progress));
}

/** Declares a draft as a birth with attachments in the user's own jurisdiction, each file read back before. */
export async function declareBirth(
  session: Session,
  browser: Browser,
  { runToken, informantEmail }: BirthRequest,
  event: EventDocument,
): Promise<EventDocument> {
  const [areas, facilities, user] = await Promise.all([
    administrativeAreas(session),
    healthFacilities(session),
    userGet(session),
  ]);
  const place = birthPlaceFor(session.user, user, { areas, facilities });
  const fields = birthDeclaration({ runToken, place, informantEmail, now: Date.now() });
  const files = await makeAttachments(browser, runToken);
  const stored = await storeAttachments(session, runToken, event.id, files);
  return declare(session, event.id, idFor(runToken, 'declare'), {
    declaration: { ...fields, ...stored.declaration },
    annotation: { 'review.comment': `test registration ${runToken}`, ...stored.annotation },
  });
}

async function registerDeclared(
  session: Session,
  { runToken }: BirthRequest,
  event: EventDocument,
): Promise<EventDocument> {
  const assignment = event.actions.findLast(({ type }) => type === 'ASSIGN' || type === 'UNASSIGN');
  if (assignment?.assignedTo !== session.user.userId)
    await assign(session, event.id, idFor(runToken, `assign after ${event.actions.length}`));
  return register(session, event.id, idFor(runToken, 'register'), annotationOf(event));
}

/** Asks again until the country's own service has confirmed or refused. */
async function confirmed(
  session: Session,
  { confirmationMs = 120_000 }: BirthRequest,
  event: EventDocument,
): Promise<EventDocument> {
  const deadline = Date.now() + confirmationMs;
  for (let now = event; ; now = await getEvent(session, event.id)) {
    if (progressOf(now).at !== 'pending' || Date.now() > deadline) return now;
    // Nobody tells when the confirmation comes: reading again is the only way.
    await pause(2_000);
  }
}

function stuckAt(event: EventDocument, progress: ReturnType<typeof progressOf>): string {
  const record = `the test birth ${event.trackingId}`;
  switch (progress.at) {
    case 'duplicate':
      return `${record} was taken for a duplicate of ${progress.of.join(', ') || 'another record'} and not registered`;
    case 'pending':
      return `${record} waits for ${progress.action} to be confirmed by the country's own service; run again later`;
    case 'rejected':
      return `the country's own service rejected ${progress.action} of ${record}`;
    case 'draft':
    case 'declared':
    case 'archived':
    case 'registered':
      return `${record} is ${progress.at}; it was to be registered`;
  }
}

async function registrationOf(
  session: Session,
  runToken: string,
  event: EventDocument,
): Promise<TestRegistration> {
  const progress = progressOf(event);
  if (progress.at !== 'registered') throw new TroubleError('unexpected', stuckAt(event, progress));
  const declaration = declarationOf(event);
  return {
    eventId: event.id,
    trackingId: event.trackingId,
    registrationNumber: progress.registrationNumber,
    runToken,
    childName: declaration['child.name'] as TestRegistration['childName'],
    registeredAt: progress.registeredAt,
    declaration,
    attachments: await readBack(session, { ...declaration, ...annotationOf(event) }),
  };
}

function readBack(session: Session, fields: Record<string, unknown>): Promise<Attachment[]> {
  return Promise.all(
    filesOf(fields).map(async (file) => {
      const { bytes, sha256 } = await fetchFile(session, file.key);
      return { ...file, bytes, sha256 };
    }),
  );
}
