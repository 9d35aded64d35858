import type { EventDocument } from '../../server/events/event-document.ts';
import { ask } from '../api.ts';
import { forget, recall, remember } from '../local-store.ts';
import { cacheFiles, dropFiles } from './attachments.ts';

const key = (eventId: string) => `react-query-event-${eventId}`;

/**
 * The full record with its files in the cache. A record that this profile already holds is taken as it is, files included:
 * what was broken then stays broken in this profile.
 */
export async function fullRecord(eventId: string): Promise<EventDocument> {
  const held = await recall<EventDocument>(key(eventId));
  if (held !== undefined) return held;
  return downloaded(eventId);
}

/** The full record, asked for anew. */
export async function downloaded(eventId: string): Promise<EventDocument> {
  const event = await ask<EventDocument>('event.get', { eventId });
  await cacheFiles(event);
  await remember(key(eventId), event);
  return event;
}

/** Lets go of a record that is not the user's own. */
export async function release(eventId: string): Promise<void> {
  const held = await recall<EventDocument>(key(eventId));
  if (held === undefined) return;
  await dropFiles(held);
  await forget(key(eventId));
}
