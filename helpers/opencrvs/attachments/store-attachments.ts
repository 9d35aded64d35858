import { createHash } from 'node:crypto';
import { FailureError } from '../../base/outcome.ts';
import type { FileReference } from '../api/event-document.ts';
import { fetchFile, upload } from '../api/files.ts';
import type { Session } from '../api/session.ts';
import { idFor } from '../run-identity.ts';
import type { MadeFile } from './make-attachments.ts';

/** The fields of a declaration and of its review that refer to the stored files. */
export interface StoredFiles {
  declaration: Record<string, FileReference | FileReference[]>;
  annotation: Record<string, FileReference | FileReference[]>;
}

/**
 * Stores the files of a draft as the client does (documents under the record, those of the review at the bucket's root) and reads
 * each one back. Rejects with a TroubleError `unexpected` when the store gave back other bytes.
 */
export async function storeAttachments(
  session: Session,
  runToken: string,
  eventId: string,
  files: readonly MadeFile[],
): Promise<StoredFiles> {
  const stored: StoredFiles = { declaration: {}, annotation: {} };
  for (const file of files) {
    const reference = await store(session, runToken, eventId, file);
    const part = file.isReview ? stored.annotation : stored.declaration;
    if (file.option === undefined) part[file.field] = reference;
    else part[file.field] = [...[part[file.field] ?? []].flat(), reference];
  }
  return stored;
}

async function store(
  session: Session,
  runToken: string,
  eventId: string,
  file: MadeFile,
): Promise<FileReference> {
  const { field, option, isReview, filename, mediaType, bytes } = file;
  const path = await upload(session, {
    bytes,
    filename,
    mediaType,
    transactionId: idFor(runToken, `file ${field} ${option ?? ''}`),
    path: isReview ? '' : `events/${eventId}`,
  });
  const { sha256 } = await fetchFile(session, path.replace(/^\/?(?:ocrvs\/)?/, ''));
  if (sha256 !== createHash('sha256').update(bytes).digest('hex'))
    throw new FailureError('unexpected', `production gave back other bytes than were stored for ${field}`);
  return { path, originalFilename: filename, type: mediaType, ...(option === undefined ? {} : { option }) };
}
