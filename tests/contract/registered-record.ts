import { randomBytes } from 'node:crypto';
import { noisePng } from '../../lab/seed/png.ts';
import type { Conversation } from './conversation.ts';
import { recordedAnswers } from './recorded-answers.ts';

const PDF = Buffer.from(
  [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>endobj',
    '4 0 obj<</Length 15>>stream',
    '0 0 100 50 re f',
    'endstream endobj',
    'trailer<</Root 1 0 R>>',
  ].join('\n'),
);

/** The record that the pages were recorded with, as far as a test needs to know it. */
export interface RegisteredRecord {
  eventId: string;
  trackingId: string;
  registrationNumber: string;
  /** Object key → its bytes, in the order of the pages. */
  files: { birth: string; mother: string; passport: string; signature: string };
  bytes: Map<string, Buffer>;
}

/** Makes the recorded record: two pictures, a PDF, a signature; declared and registered by the district's registrar. */
export async function registeredRecord(talk: Conversation): Promise<RegisteredRecord> {
  const recorded = recordedAnswers('events');
  const repeat = async (name: string) => {
    const heard = await talk.repeat(recorded[name]!);
    if (heard.differences.length > 0) throw new Error(`${name}: ${heard.differences.join('\n')}`);
  };
  await repeat('event-create');
  const key = (template: string) => talk.placeholders.fill(template);
  const files = {
    birth: key('events/<eventId>/<file:birth>.png'),
    mother: key('events/<eventId>/<file:mother>.png'),
    passport: key('events/<eventId>/<file:passport>.pdf'),
    signature: key('<file:signature>.png'),
  };
  const bytes = new Map([
    [files.birth, noisePng(640, 480, randomBytes)],
    [files.mother, noisePng(90, 50, randomBytes)],
    [files.passport, PDF],
    [files.signature, noisePng(300, 100, randomBytes)],
  ]);
  for (const [path, content] of bytes) await talk.upload('k.mweene', path, content);
  await repeat('declare-ok');
  await repeat('register-ok');
  return {
    eventId: key('<eventId>'),
    trackingId: key('<trackingId>'),
    registrationNumber: key('<registrationNumber>'),
    files,
    bytes,
  };
}
