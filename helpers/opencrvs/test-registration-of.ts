import { TroubleError } from '../outcome.ts';
import type { Attachment, TestRegistration } from '../run/test-registration.ts';
import { annotationOf, declarationOf, filesOf, progressOf } from './api/event-document.ts';
import type { EventDocument } from './api/event-document.ts';
import { fetchFile } from './api/files.ts';
import type { Session } from './api/session.ts';
import { recordTitle } from './declaration/record-title.ts';
import { servedForm } from './declaration/survey.ts';

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
  const form = await servedForm(session, event.type);
  const nameField = form.nameField ?? '';
  return {
    eventId: event.id,
    trackingId: event.trackingId,
    registrationNumber: progress.at === 'registered' ? progress.registrationNumber : null,
    runToken,
    childName: (declaration[nameField] ?? { firstname: '', surname: '' }) as TestRegistration['childName'],
    shownAs: {
      nameField,
      title: recordTitle(form, declaration),
      place: form.placeOfEvent === null ? undefined : declaration[form.placeOfEvent],
    },
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
