import { Faker, en } from '@faker-js/faker';
import type { FileReference } from '../../helpers/opencrvs/api/event-document.ts';
import { progressOf } from '../../helpers/opencrvs/api/event-document.ts';
import { createEvent, declare, register } from '../../helpers/opencrvs/api/events.ts';
import { upload } from '../../helpers/opencrvs/api/files.ts';
import type { Session } from '../../helpers/opencrvs/api/session.ts';
import type { FileField } from '../../helpers/opencrvs/attachments/wanted-files.ts';
import type { DeclaredParts } from '../../helpers/opencrvs/declaration/declared-parts.ts';
import { mediaTypesOf } from '../../helpers/opencrvs/declaration/values/files.ts';
import { idFor, seedOf } from '../../helpers/opencrvs/run-identity.ts';
import { smallPdf } from './pdf.ts';
import { noisePng } from './png.ts';

/** About 15 KB, a small photograph of a document. */
const DOCUMENT = { width: 80, height: 64 };
const SIGNATURE = { width: 32, height: 12 };
const PDF_BYTES = 15_000;

/**
 * Registers one earlier birth with a file for each field that takes one. What is random in it follows from
 * `name` alone.
 *
 * @throws Error when the registry did not register it
 */
export async function registerEarlierBirth(
  session: Session,
  name: string,
  { declaration, annotation, fileFields }: DeclaredParts,
): Promise<void> {
  const faker = new Faker({ locale: en, seed: seedOf(name) });
  const random = (bytes: number) =>
    Buffer.from(faker.string.hexadecimal({ length: bytes * 2, prefix: '', casing: 'lower' }), 'hex');
  const event = await createEvent(session, 'birth', idFor(name, 'create'));
  const file = async ({ field, options, isReview }: FileField): Promise<FileReference> => {
    const isPdf = !mediaTypesOf(field).includes('image/png');
    const { width, height } = field.type === 'SIGNATURE' ? SIGNATURE : DOCUMENT;
    const bytes = isPdf ? smallPdf(random(PDF_BYTES)) : noisePng(width, height, random);
    const mediaType = isPdf ? 'application/pdf' : 'image/png';
    const filename = `${field.id}.${isPdf ? 'pdf' : 'png'}`;
    const path = await upload(session, {
      bytes,
      filename,
      mediaType,
      transactionId: idFor(name, field.id),
      path: isReview ? '' : `events/${event.id}`,
    });
    const [option] = options;
    return { path, originalFilename: filename, type: mediaType, ...(option === undefined ? {} : { option }) };
  };
  const stored = async (isReview: boolean) =>
    Object.fromEntries(
      await Promise.all(
        fileFields
          .filter((one) => one.isReview === isReview)
          .map(async (one) => {
            const reference = await file(one);
            return [one.field.id, one.options.length > 0 ? [reference] : reference] as const;
          }),
      ),
    );
  const reviewed = { ...annotation, ...(await stored(true)) };
  await declare(session, event.id, idFor(name, 'declare'), {
    declaration: { ...declaration, ...(await stored(false)) },
    annotation: reviewed,
  });
  const registered = await register(session, event.id, idFor(name, 'register'), reviewed);
  const { at } = progressOf(registered);
  if (at !== 'registered') throw new Error(`an earlier birth of the lab is ${at} instead of registered`);
}
