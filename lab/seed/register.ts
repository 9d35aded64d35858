import { Faker, en } from '@faker-js/faker';
import type { FileReference } from '../../helpers/opencrvs/api/event-document.ts';
import { progressOf } from '../../helpers/opencrvs/api/event-document.ts';
import { createEvent, declare, register } from '../../helpers/opencrvs/api/events.ts';
import { upload } from '../../helpers/opencrvs/api/files.ts';
import type { Session } from '../../helpers/opencrvs/api/session.ts';
import { birthDeclaration } from '../../helpers/opencrvs/declaration/birth-declaration.ts';
import type { BirthPlace } from '../../helpers/opencrvs/declaration/jurisdiction.ts';
import { idFor, seedOf } from '../../helpers/opencrvs/run-identity.ts';
import { noisePng } from './png.ts';

/** About 15 KB, a small photograph of a document. */
const DOCUMENT = { width: 80, height: 64 };
const SIGNATURE = { width: 32, height: 12 };

/**
 * Registers one earlier birth with two documents and a signature. What is random in it follows from `name`
 * alone.
 *
 * @throws Error when the registry did not register it
 */
export async function registerEarlierBirth(session: Session, name: string, place: BirthPlace): Promise<void> {
  const faker = new Faker({ locale: en, seed: seedOf(name) });
  const random = (bytes: number) =>
    Buffer.from(faker.string.hexadecimal({ length: bytes * 2, prefix: '', casing: 'lower' }), 'hex');
  const event = await createEvent(session, 'birth', idFor(name, 'create'));
  const file = async (purpose: string, size: typeof DOCUMENT, path: string): Promise<FileReference> => {
    const filename = `${purpose}.png`;
    const bytes = noisePng(size.width, size.height, random);
    const transactionId = idFor(name, purpose);
    const key = await upload(session, { bytes, filename, mediaType: 'image/png', transactionId, path });
    return { path: key, originalFilename: filename, type: 'image/png' };
  };
  const folder = `events/${event.id}`;
  const [birth, mother, signature] = await Promise.all([
    file('notification-of-birth', DOCUMENT, folder),
    file('national-id', DOCUMENT, folder),
    file('signature', SIGNATURE, ''),
  ]);
  const details = { runToken: name, place, informantEmail: 'informant@example.org', now: Date.now() };
  const annotation = { 'review.comment': 'Seen and found in order.', 'review.signature': signature };
  await declare(session, event.id, idFor(name, 'declare'), {
    declaration: {
      ...birthDeclaration(details),
      'father.reason': 'not known to the informant',
      'documents.proofOfBirth': birth,
      'documents.proofOfMother': [{ ...mother, option: 'NATIONAL_ID' }],
    },
    annotation,
  });
  const registered = await register(session, event.id, idFor(name, 'register'), annotation);
  const { at } = progressOf(registered);
  if (at !== 'registered') throw new Error(`an earlier birth of the lab is ${at} instead of registered`);
}
