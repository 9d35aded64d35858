import type { Client } from '../opencrvs/pages/client.ts';
import type { ShownFile } from '../opencrvs/pages/shown-file.ts';
import { outcomeOf } from '../base/outcome.ts';
import type { Outcome } from '../base/outcome.ts';
import { isSignature, type Attachment, type TestRegistration } from '../facts/test-registration.ts';
import type { Place, ShownRecord, RenderedAttachment } from '../facts/staging.ts';

/** Keeps a picture of a page as evidence. */
export type Screenshot = (name: string, png: Buffer) => Promise<void>;

/** Keeps a picture, if one can be taken: without it what was read still counts. */
export async function keep(screenshot: Screenshot, name: string, take: () => Promise<Buffer>): Promise<void> {
  const picture = await outcomeOf(take);
  if (picture.ok) await screenshot(name, picture.value);
}

/** What one look at the record's own page showed. */
export interface Look {
  page: Outcome<ShownRecord>;
  rendered: Outcome<RenderedAttachment[]>;
}

/** Opens the record by its address, reads it, and opens every file in each place where a person would. */
export async function lookAtRecord(
  { record }: Client,
  registration: TestRegistration,
  screenshot: Screenshot,
): Promise<Look> {
  const page = await outcomeOf(async () => {
    await record.open(registration.eventId);
    return record.read();
  });
  if (!page.ok) return { page, rendered: page };
  await keep(screenshot, 'record', () => record.picture());
  const rendered = await outcomeOf(() => lookAtFiles(record, registration.attachments));
  await keep(screenshot, 'record-with-files', () => record.picture());
  return { page, rendered };
}

async function lookAtFiles(
  record: Client['record'],
  attachments: readonly Attachment[],
): Promise<RenderedAttachment[]> {
  const signatures = attachments.filter(isSignature);
  const documents = attachments.filter((attachment) => !isSignature(attachment));
  const rendered = pair(documents, await record.lookThroughDropdown(), 'dropdown');
  for (const field of new Set(documents.map((document) => document.field))) {
    const inField = documents.filter((document) => document.field === field);
    rendered.push(...pair(inField, await record.lookThroughPreviews(field), 'preview'));
  }
  for (const signature of signatures)
    rendered.push(...pair([signature], [await record.lookAtSignature(signature.field)], 'signature'));
  return rendered;
}

/**
 * Says of each attachment what was shown for it: an image is known by its key, PDFs by their order; what is left over stands
 * for those whose own file was not shown.
 */
export function pair(
  attachments: readonly Attachment[],
  shown: readonly ShownFile[],
  place: Place,
): RenderedAttachment[] {
  const left = [...shown];
  const take = (fits: (file: ShownFile) => boolean): ShownFile | undefined => {
    const index = left.findIndex(fits);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const own = attachments.map(({ key, mediaType }) =>
    take((file) =>
      mediaType === 'application/pdf'
        ? file.kind === 'pdf'
        : file.path !== null && (file.path === key || file.path.endsWith(`/${key}`)),
    ),
  );
  return attachments.map(({ field, key }, index) => {
    const file = own[index] ?? left.shift();
    const { width = 0, height = 0, blank = true } = file ?? {};
    const shownKey = own[index]?.kind === 'image' ? key : (file?.path ?? null);
    return { field, key, place, shownKey, width, height, blank };
  });
}
