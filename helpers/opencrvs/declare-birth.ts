import type { Browser } from '@playwright/test';
import { AnswerError } from './api/ask.ts';
import type { EventDocument } from './api/event-document.ts';
import { declare } from './api/events.ts';
import type { Session } from './api/session.ts';
import { makeAttachments } from './attachments/make-attachments.ts';
import { storeAttachments } from './attachments/store-attachments.ts';
import { wantedFiles } from './attachments/wanted-files.ts';
import { declareWith, type Declaring } from './declaration/declare-with.ts';
import type { OwnDetails } from './declaration/own-details.ts';
import { surveyOf } from './declaration/survey.ts';
import { idFor } from './run-identity.ts';

export interface DeclarationRequest {
  /** Unique to the run. The same token leads to the same record, however often it is asked for. */
  runToken: string;
  own: OwnDetails;
}

/**
 * Declares a draft as a birth: the form that the deployment serves is answered with places of the user's own jurisdiction and a
 * file for each field that takes one, each file read back before. What the server rejects is answered otherwise, a few times.
 * Rejects with a TroubleError `refused` that names the field, and with a UserError when the template does not fit the form.
 */
export async function declareBirth(
  session: Session,
  browser: Browser,
  { runToken, own }: DeclarationRequest,
  event: EventDocument,
): Promise<EventDocument> {
  const survey = await surveyOf(session, 'birth');
  const stored = new Map<string, Awaited<ReturnType<typeof storeAttachments>>>();
  const send: Declaring['send'] = async ({ declaration, annotation, fileFields }) => {
    const wanted = wantedFiles(fileFields);
    const key = JSON.stringify(wanted);
    const files =
      stored.get(key) ??
      (await storeAttachments(session, runToken, event.id, await makeAttachments(browser, runToken, wanted)));
    stored.set(key, files);
    return declare(session, event.id, idFor(runToken, 'declare'), {
      declaration: { ...declaration, ...files.declaration },
      annotation: { ...annotation, ...files.annotation },
    });
  };
  return declareWith({
    environment: session.environment.name,
    survey,
    own,
    runToken,
    now: Date.now(),
    send,
    rejectionsIn: (error) => (error instanceof AnswerError ? error.rejections : []),
  });
}
