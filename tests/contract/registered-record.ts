import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { noisePng } from '../../lab/seed/png.ts';
import { AGAINST } from './asked.ts';
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

/**
 * The recorded record: two pictures, a PDF, a signature; declared and registered by the district's registrar. On a deployment,
 * where it stays for ever, it is made once for all tests, also when a worker of theirs is started anew.
 */
export async function registeredRecord(talk: Conversation): Promise<RegisteredRecord> {
  if (AGAINST === undefined) return makeRecord(talk);
  const file = process.env['CONTRACT_RECORD'];
  if (file === undefined) throw new Error('CONTRACT_RECORD names no file');
  if (!existsSync(file)) writeFileSync(file, pack(await makeRecord(talk), talk));
  return unpack(readFileSync(file, 'utf8'), talk);
}

interface Kept {
  record: Omit<RegisteredRecord, 'bytes'>;
  bytes: [string, string][];
  words: [string, string][];
}

function pack({ bytes, ...record }: RegisteredRecord, talk: Conversation): string {
  const words = talk.placeholders.entries().filter(([name]) => /^<(?:word|nid|eventId|file)\b/.test(name));
  const kept: Kept = { record, words, bytes: [...bytes].map(([key, b]) => [key, b.toString('base64')]) };
  return JSON.stringify(kept);
}

function unpack(text: string, talk: Conversation): RegisteredRecord {
  const { record, words, bytes } = JSON.parse(text) as Kept;
  for (const [name, value] of words) talk.placeholders.set(name, value);
  return { ...record, bytes: new Map(bytes.map(([key, b]) => [key, Buffer.from(b, 'base64')])) };
}

async function makeRecord(talk: Conversation): Promise<RegisteredRecord> {
  const recorded = recordedAnswers('events');
  const repeat = async (name: string) => {
    const heard = await talk.repeat(recorded[name]!);
    // What else differs is held against the answer where that is what is asked.
    if (heard.status !== recorded[name]!.status) throw new Error(`${name} was answered with ${heard.status}`);
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
