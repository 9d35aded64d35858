import type { TestRegistration } from '../../facts/test-registration.ts';
import type { References } from '../contents/references.ts';
import { DamageError } from '../../facts/damage.ts';
import type { MongoDumpFacts } from '../../facts/archive.ts';
import { keyOfPath } from '../../layout/tables.ts';
import { ByteReader } from '../stream/byte-reader.ts';
import type { Source } from '../stream/source.ts';
import { bsonFields, type BsonFields } from './bson.ts';
import { Crc64 } from './crc64.ts';

/** What an archive of mongodump begins with. */
export const MONGO_MAGIC = Buffer.from('6de29981', 'hex');
/** MongoDB allows 16 MiB, and 16 KiB more inside. */
const DOCUMENT_LIMIT = (16 << 20) + (16 << 10);
const TERMINATOR = -1;
const COLLECTION_LIMIT = 500;
const PATH_MARK = Buffer.from('/ocrvs/');

interface Namespace {
  crc: Crc64;
  ended: boolean;
}

/**
 * Reads an archive of `mongodump --archive` to its own end: documents by collection, each collection's checksum, object
 * keys into `references`, and how many documents mention the expected tracking id. Throws DamageError.
 */
export async function inspectMongo(
  facts: MongoDumpFacts,
  source: Source,
  references: References,
  expected: TestRegistration | null,
): Promise<void> {
  const input = new ByteReader(source);
  const trackingId = expected && Buffer.from(expected.trackingId);
  const namespaces = new Map<string, Namespace>();
  if (!(await input.need(4)) || !input.take(4).equals(MONGO_MAGIC)) {
    throw new DamageError('content', 'not-this', 'not an archive of mongodump');
  }
  facts.serverVersion = String(headerOf(await documentOf(input))['server_version'] ?? '');
  for (let doc = await nextOf(input); doc !== null; doc = await nextOf(input)) {
    const { db, collection } = headerOf(doc);
    namespaces.set(`${db}.${collection}`, { crc: new Crc64(), ended: false });
  }
  while (await input.need(1)) {
    const header = headerOf(await documentOf(input));
    const name = `${header['db']}.${header['collection']}`;
    const namespace = namespaces.get(name);
    if (namespace === undefined) throw corrupt('a collection that its list does not know');
    const holdsFiles = !name.endsWith('_history');
    let documents = 0;
    for (let doc = await nextOf(input); doc !== null; doc = await nextOf(input)) {
      documents += 1;
      namespace.crc.update(doc);
      if (holdsFiles) for (const key of pathsIn(doc)) references.add(key);
      if (trackingId !== null && doc.includes(trackingId)) facts.mentions += 1;
    }
    if (header['EOF'] === true) {
      namespace.ended = true;
      if (header['CRC'] !== namespace.crc.value) throw corrupt(`the checksum of ${name} is wrong`);
    }
    if (name in facts.collections || Object.keys(facts.collections).length < COLLECTION_LIMIT) {
      facts.collections[name] = (facts.collections[name] ?? 0) + documents;
    }
  }
  const open = [...namespaces].filter(([, { ended }]) => !ended).map(([name]) => name);
  if (open.length > 0)
    throw new DamageError('content', 'cut', `the MongoDB dump lacks the end of ${open[0]}`);
  facts.whole = true;
}

/** The next document; null at a terminator. */
async function nextOf(input: ByteReader): Promise<Buffer | null> {
  if (!(await input.need(4))) throw new DamageError('content', 'cut', 'the MongoDB dump ends too early');
  if (input.peek(4).readInt32LE() === TERMINATOR) {
    input.take(4);
    return null;
  }
  return documentOf(input);
}

async function documentOf(input: ByteReader): Promise<Buffer> {
  const cut = (): DamageError => new DamageError('content', 'cut', 'the MongoDB dump ends too early');
  if (!(await input.need(4))) throw cut();
  const length = input.peek(4).readInt32LE();
  if (length < 5 || length > DOCUMENT_LIMIT) throw corrupt(`a document of ${length} bytes`);
  if (!(await input.need(length))) throw cut();
  return input.take(length);
}

function headerOf(document: Buffer): BsonFields {
  try {
    return bsonFields(document);
  } catch (error) {
    if (error instanceof RangeError) throw corrupt(error.message);
    throw error;
  }
}

/** String values that are paths into the bucket: the mark where a string begins, which its length in front shows. */
function pathsIn(document: Buffer): string[] {
  const keys: string[] = [];
  for (let at = document.indexOf(PATH_MARK); at >= 0; at = document.indexOf(PATH_MARK, at + 1)) {
    const length = at >= 4 ? document.readInt32LE(at - 4) : 0;
    const end = at + length - 1;
    if (length > PATH_MARK.length && end < document.length && document[end] === 0) {
      keys.push(keyOfPath(document.toString('utf8', at, end)));
    }
  }
  return keys;
}

const corrupt = (what: string): DamageError =>
  new DamageError('content', 'corrupt', `the MongoDB dump is corrupt: ${what}`);
