import { FailureError } from '../base/outcome.ts';
import type { Attachment, TestRegistration } from '../facts/test-registration.ts';
import { annotationOf, declarationOf, filesOf, progressOf } from './api/event-document.ts';
import type { EventDocument } from './api/event-document.ts';
import { fetchFile } from './api/files.ts';
import type { Session } from './api/session.ts';
import type { FormField } from './declaration/event-form.ts';
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
    throw new FailureError('unexpected', `the test birth ${event.trackingId} is ${progress.at}`);
  const declaration = declarationOf(event);
  const form = await servedForm(session, event.type);
  const nameField = form.nameField ?? '';
  const fields = [...form.pages.flatMap((page) => page.fields), ...form.reviewFields];
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
    attachments: await readBack(session, fields, { ...declaration, ...annotationOf(event) }),
  };
}

/** In the order of the form: the database keeps fields in an order of its own. */
function readBack(
  session: Session,
  fields: readonly FormField[],
  answers: Record<string, unknown>,
): Promise<Attachment[]> {
  const order = new Map(fields.map(({ id }, index) => [id, index]));
  const files = filesOf(answers).sort(
    (one, other) => (order.get(one.field) ?? Infinity) - (order.get(other.field) ?? Infinity),
  );
  return Promise.all(
    files.map(async (file) => {
      const { bytes, sha256 } = await fetchFile(session, file.key);
      const field = fields.find(({ id }) => id === file.field);
      const kind = field === undefined ? {} : { isSignature: field.type === 'SIGNATURE' };
      return { ...file, ...kind, bytes, sha256 };
    }),
  );
}
