import type { AbsenceFacts } from '../facts/cycle.ts';
import { getEvent } from '../opencrvs/api/events.ts';
import { fetchFile } from '../opencrvs/api/files.ts';
import { searchByTrackingId } from '../opencrvs/api/search.ts';
import type { Session } from '../opencrvs/api/session.ts';
import { hasInSight } from '../opencrvs/sight.ts';
import { FailureError, outcomeOf } from '../base/outcome.ts';
import { shownAs, type TestRegistration } from '../facts/test-registration.ts';

/**
 * Looks for the record where it must not be yet: by search, by its own address and by the keys of its files. A record that is
 * there would be marked as viewed by this; one that is not, leaves no trace. Rejects with a TroubleError when the environment
 * does not answer, since no answer is no absence.
 */
export async function proveAbsent(session: Session, registration: TestRegistration): Promise<AbsenceFacts> {
  const keys = registration.attachments.map(({ key }) => key);
  const presence = await presenceOf(session, { ...registration, keys });
  const sight = await outcomeOf(() => hasInSight(session, shownAs(registration).place));
  return { ...presence, inSight: sight.ok ? sight.value : null };
}

/** Where of a record anything is: search first, because reading a record puts it back into a search index that had lost it. */
export async function presenceOf(
  session: Session,
  record: { eventId: string; trackingId: string; keys: readonly string[] },
): Promise<Pick<AbsenceFacts, 'bySearch' | 'byUrl' | 'objectKeysServed'>> {
  const { total } = await searchByTrackingId(session, record.trackingId);
  const byUrl = await isThere(() => getEvent(session, record.eventId));
  const objectKeysServed: string[] = [];
  for (const key of record.keys) if (await isThere(() => fetchFile(session, key))) objectKeysServed.push(key);
  return { bySearch: total, byUrl, objectKeysServed };
}

async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof FailureError && error.reason === 'missing') return false;
    throw error;
  }
}
