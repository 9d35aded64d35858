import type { AbsenceFacts } from '../cycle/facts.ts';
import { getEvent } from '../opencrvs/api/events.ts';
import { fetchFile } from '../opencrvs/api/files.ts';
import { searchByTrackingId } from '../opencrvs/api/search.ts';
import type { Session } from '../opencrvs/api/session.ts';
import { hasInSight } from '../opencrvs/sight.ts';
import { TroubleError, outcomeOf } from '../outcome.ts';
import type { TestRegistration } from '../run/test-registration.ts';

/**
 * Looks for the record where it must not be yet: by search, by its own address and by the keys of its files. A record that is
 * there would be marked as viewed by this; one that is not, leaves no trace. Rejects with a TroubleError when the environment
 * does not answer, since no answer is no absence.
 */
export async function proveAbsent(session: Session, registration: TestRegistration): Promise<AbsenceFacts> {
  const { total } = await searchByTrackingId(session, registration.trackingId);
  const byUrl = await isThere(() => getEvent(session, registration.eventId));
  const objectKeysServed: string[] = [];
  for (const { key } of registration.attachments)
    if (await isThere(() => fetchFile(session, key))) objectKeysServed.push(key);
  const sight = await outcomeOf(() => hasInSight(session, registration.declaration['child.birthLocationId']));
  return { bySearch: total, byUrl, objectKeysServed, inSight: sight.ok ? sight.value : null };
}

async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof TroubleError && error.trouble === 'missing') return false;
    throw error;
  }
}
