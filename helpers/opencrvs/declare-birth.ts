import type { Browser } from '@playwright/test';
import type { EventDocument } from './api/event-document.ts';
import { declare } from './api/events.ts';
import { administrativeAreas, healthFacilities, userGet } from './api/places.ts';
import type { Session } from './api/session.ts';
import { makeAttachments } from './attachments/make-attachments.ts';
import { storeAttachments } from './attachments/store-attachments.ts';
import { birthDeclaration } from './declaration/birth-declaration.ts';
import { birthPlaceFor } from './declaration/jurisdiction.ts';
import { idFor } from './run-identity.ts';

export interface DeclarationRequest {
  /** Unique to the run. The same token leads to the same record, however often it is asked for. */
  runToken: string;
  informantEmail: string;
}

/** Declares a draft as a birth with attachments in the user's own jurisdiction, each file read back before. */
export async function declareBirth(
  session: Session,
  browser: Browser,
  { runToken, informantEmail }: DeclarationRequest,
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
