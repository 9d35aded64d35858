import { TroubleError } from '../outcome.ts';
import type { Attachment, TestRegistration } from '../run/test-registration.ts';
import { annotationOf, declarationOf, filesOf, progressOf } from './api/event-document.ts';
import type { EventDocument } from './api/event-document.ts';
import { fetchFile } from './api/files.ts';
import type { Session } from './api/session.ts';

/**
 * What a run remembers of its record, each file read back from production's store. Rejects with a TroubleError `unexpected` for
 * a record that is neither declared nor registered.
 */
export async function testRegistrationOf(
  session: Session,
  runToken: string,
  event: EventDocument,
): Promise<TestRegistration> {
  const progress = progressOf(event);
  if (progress.at !== 'registered' && progress.at !== 'declared')
    throw new TroubleError('unexpected', `the test birth ${event.trackingId} is ${progress.at}`);
  const declaration = declarationOf(event);
  return {
    eventId: event.id,
    trackingId: event.trackingId,
    registrationNumber: progress.at === 'registered' ? progress.registrationNumber : null,
    runToken,
    childName: declaration['child.name'] as TestRegistration['childName'],
    registeredAt: progress.at === 'registered' ? progress.registeredAt : progress.declaredAt,
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
