import { z } from 'zod';
import { EVENT_DOCUMENT, type EventDocument } from './event-document.ts';
import { mutate, query } from './procedure.ts';
import type { Session } from './session.ts';

/** What an action writes: the fields of the form and of its review. */
export interface Written {
  declaration: Record<string, unknown>;
  annotation: Record<string, unknown>;
}

/** Creates a draft, assigned to the session's user. The same transaction id gives the same draft again. */
export const createEvent = (session: Session, type: string, transactionId: string): Promise<EventDocument> =>
  mutate(session, 'event.create', EVENT_DOCUMENT, { type, transactionId });

/** Declares a draft and stays assigned to it. Check the progress of what comes back: 200 may mean a duplicate. */
export const declare = (
  session: Session,
  eventId: string,
  transactionId: string,
  written: Written,
): Promise<EventDocument> =>
  mutate(session, 'event.actions.declare.request', EVENT_DOCUMENT, {
    eventId,
    transactionId,
    ...written,
    keepAssignment: true,
  });

/** Registers a declared record. Only REGISTER:Accepted in what comes back means that it is registered. */
export const register = (
  session: Session,
  eventId: string,
  transactionId: string,
  annotation: Record<string, unknown>,
): Promise<EventDocument> =>
  mutate(session, 'event.actions.register.request', EVENT_DOCUMENT, {
    eventId,
    transactionId,
    declaration: {},
    annotation,
  });

/**
 * Reads a whole record. This writes: the record is marked as viewed and put back into the search index. So search first,
 * then read.
 */
export const getEvent = (session: Session, eventId: string): Promise<EventDocument> =>
  query(session, 'event.get', EVENT_DOCUMENT, session.generation === '1.9' ? eventId : { eventId });

/** Archives a declared record, which must be assigned to the user; it stays searchable. A registered one stays for ever. */
export const archive = (
  session: Session,
  eventId: string,
  transactionId: string,
  reason: string,
): Promise<EventDocument> =>
  mutate(session, 'event.actions.archive.request', EVENT_DOCUMENT, {
    eventId,
    transactionId,
    declaration: {},
    content: { reason },
  });

/** Removes a draft that nobody declared yet; it must be assigned to the user. */
export const deleteDraft = (session: Session, eventId: string, transactionId: string): Promise<unknown> =>
  mutate(session, 'event.delete', z.unknown(), { eventId, transactionId });

/** Takes a record for the session's user; rejects with status 409 when somebody else has it. */
export const assign = (session: Session, eventId: string, transactionId: string): Promise<EventDocument> =>
  mutate(session, 'event.actions.assignment.assign', EVENT_DOCUMENT, {
    type: 'ASSIGN',
    eventId,
    transactionId,
    assignedTo: session.user.userId,
  });

/** Gives a record back. */
export const unassign = (session: Session, eventId: string, transactionId: string): Promise<EventDocument> =>
  mutate(session, 'event.actions.assignment.unassign', EVENT_DOCUMENT, {
    type: 'UNASSIGN',
    eventId,
    transactionId,
  });
