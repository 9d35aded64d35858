import type { Registration } from '../../config.ts';
import { appendAction } from './action-writer.ts';
import { reindexed, type Registry } from './event-service.ts';
import { newRegistrationNumber } from './identifiers.ts';
import type { User } from './user.ts';

/** A registration that waits for the country's own service. */
export interface Waiting {
  eventId: string;
  /** Of the entry that requested it. */
  actionId: string;
  transactionId: string;
  user: User;
}

/**
 * Plays the country's own service, which confirms a registration later or refuses it: both end the assignment. What waits
 * when the server ends is never confirmed, as where that service forgets it.
 */
export function confirmLater(registry: Registry, waiting: Waiting, { answer, afterMs }: Registration): void {
  setTimeout(() => {
    confirm(registry, waiting, answer).catch((error: unknown) => console.error(error));
  }, afterMs).unref();
}

async function confirm(registry: Registry, waiting: Waiting, answer: Registration['answer']): Promise<void> {
  const { eventId, actionId: originalActionId, transactionId, user } = waiting;
  await registry.database.transaction(async (queries) => {
    await appendAction(queries, user, {
      eventId,
      type: 'REGISTER',
      transactionId,
      originalActionId,
      ...(answer === 'accepted'
        ? { registrationNumber: newRegistrationNumber() }
        : { status: 'Rejected' as const }),
    });
    await appendAction(queries, user, { eventId, type: 'UNASSIGN', transactionId });
  });
  await reindexed(registry, eventId);
}
