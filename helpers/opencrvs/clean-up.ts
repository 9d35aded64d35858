import { outcomeOf, FailureError } from '../base/outcome.ts';
import { AnswerError } from './api/ask.ts';
import { assigneeOf, progressOf, writesIn } from './api/event-document.ts';
import type { EventDocument } from './api/event-document.ts';
import { archive, assign, deleteDraft, getEvent } from './api/events.ts';
import type { Session } from './api/session.ts';
import { reconcile } from './carry-through.ts';
import { idFor } from './run-identity.ts';
import type { Ending, CleanedRecord } from '../facts/clean-up.ts';
import type { MadeRecord } from '../facts/clean-up.ts';

/** A record to be put away. */
export interface Leftover extends MadeRecord {
  /** It was declared or more: it cannot vanish, as a draft can. */
  isDeclared: boolean;
}

/**
 * Puts test records away as far as OpenCRVS lets: one after the other, so that one that cannot be put away hides no other. A
 * record that is put away already stays as it is.
 */
export async function cleanUp(session: Session, records: readonly Leftover[]): Promise<CleanedRecord[]> {
  const cleaned: CleanedRecord[] = [];
  for (const record of records) {
    const { eventId, trackingId } = record;
    cleaned.push({ eventId, trackingId, now: await outcomeOf(() => putAway(session, record)) });
  }
  return cleaned;
}

/**
 * Rejects with a TroubleError: `refused` while somebody else holds the record or the user may not archive, `missing` when it is
 * gone although it was declared.
 */
async function putAway(session: Session, { eventId, trackingId, isDeclared }: Leftover): Promise<Ending> {
  const left = await reconcile<EventDocument | null>({
    recall: () => found(session, eventId),
    nextStep: (event) => stepFrom(session, event),
    mark: (event) => (event === null ? null : writesIn(event)),
  }).catch((error: unknown) => {
    if (error instanceof AnswerError && error.status === 409)
      throw new FailureError('refused', `somebody else holds ${trackingId}, or its state does not allow it`, {
        cause: error,
      });
    throw error;
  });
  if (left === null && isDeclared)
    throw new FailureError('missing', `${trackingId} is not on production, or not to be seen by this user`);
  if (left === null) return 'deleted';
  return progressOf(left).at === 'registered' ? 'registered' : 'archived';
}

function stepFrom(
  session: Session,
  event: EventDocument | null,
): (() => Promise<EventDocument | null>) | null {
  if (event === null) return null;
  const { at } = progressOf(event);
  if (at === 'registered' || at === 'archived') return null;
  const { id } = event;
  if (assigneeOf(event) !== session.user.userId)
    return () => assign(session, id, idFor(id, `assign to put away after ${writesIn(event)}`));
  if (at === 'draft')
    return async () => {
      await deleteDraft(session, id, idFor(id, 'delete'));
      return null;
    };
  return () => archive(session, id, idFor(id, 'archive'), 'test record, verified');
}

/** The record; null: there is none any more. */
async function found(session: Session, eventId: string): Promise<EventDocument | null> {
  try {
    return await getEvent(session, eventId);
  } catch (error) {
    if (error instanceof FailureError && error.reason === 'missing') return null;
    throw error;
  }
}
