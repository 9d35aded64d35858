import type { Contents } from './contents/contents.ts';
import { shown } from './contents/shown.ts';
import { decipher, type Deciphered } from './container/decipher.ts';
import {
  beginsLikeGzip,
  BLOCK_SIZE,
  decipherOf,
  deriveKey,
  endsLikeArchive,
  HEADER_SIZE,
  lastBlocksOf,
  SALTED,
} from './container/encryption.ts';
import { explainEnd } from './container/explain-end.ts';
import { explainStart } from './container/explain-start.ts';
import { DamageError } from '../facts/damage.ts';
import type { Depth, Reading } from '../facts/archive.ts';
import type { ArchiveInput } from './archive-input.ts';
import { LOOK, looksLike } from './container/looks-like.ts';
import { nearMissOf } from './container/near-miss.ts';
import { formsOf } from './container/passphrase-forms.ts';
import { readContainer } from './read-container.ts';
import { ByteReader } from './stream/byte-reader.ts';
import { isGzip } from './stream/gunzip.ts';
import { drain, READ_SIZE, SourceError } from './stream/source.ts';

export interface LayersContext {
  input: ArchiveInput;
  contents: Contents;
  passphrase: string;
  depth: Depth;
}

type Report = (error: DamageError, offset: number | null, member: string | null) => void;

/** Damages are evidence, not a log: one cause can break every member behind it. */
const DAMAGE_LIMIT = 50;

/** Reads a file from its encryption inwards; all damage ends up in `reading.damages`, with its place in the file. */
export async function readLayers(file: ByteReader, reading: Reading, context: LayersContext): Promise<void> {
  const report: Report = ({ layer, kind, message }, offset, member) => {
    if (reading.damages.length >= DAMAGE_LIMIT) return;
    reading.damages.push({ layer, kind, offset, member: member && shown(member), message });
  };
  await file.need(LOOK);
  const head = file.peek(Math.min(file.ready, HEADER_SIZE));
  if (head.length === 0) {
    reading.container = 'empty';
    report(new DamageError('source', 'empty', 'the file is empty'), 0, null);
  } else if (!SALTED.subarray(0, head.length).equals(head.subarray(0, SALTED.length))) {
    reading.container = isGzip(head) ? 'gzip' : 'other';
    reading.looksLike = looksLike(file.peek(Math.min(file.ready, LOOK)));
    await readUnencrypted(file, reading, context, report);
  } else if (head.length < HEADER_SIZE) {
    reading.container = 'salted';
    report(new DamageError('source', 'cut', 'the file is cut within its header'), head.length, null);
  } else {
    reading.container = 'salted';
    await readEncrypted(file, reading, context, report);
  }
}

/** What anybody can read is read all the same: its content may still be right. */
async function readUnencrypted(
  file: ByteReader,
  { container, looksLike: what }: Reading,
  context: LayersContext,
  report: Report,
): Promise<void> {
  const message = `the file is not encrypted by openssl: it looks like ${what}`;
  report(new DamageError('cipher', 'not-encrypted', message), 0, null);
  if (container !== 'gzip' || context.depth === 'header') return;
  const { input, contents, depth } = context;
  await readContainer(file, {
    file: input,
    contents,
    depth,
    onDamage: (error, member) => report(error, file.offset, member),
  });
}

async function readEncrypted(
  file: ByteReader,
  reading: Reading,
  context: LayersContext,
  report: Report,
): Promise<void> {
  const { input, contents, depth, passphrase } = context;
  const salt = file.take(HEADER_SIZE).subarray(SALTED.length);
  const block = file.peek(Math.min(file.ready, BLOCK_SIZE));
  const { how, key, iv } = await openedBy(passphrase, salt, block);
  reading.openedBy = how;
  const deciphered = decipher(() => file.some(READ_SIZE), key, iv);
  const plain = new ByteReader(deciphered.next);
  await plain.need(3);
  if (!isGzip(plain.peek(Math.min(3, plain.ready)))) {
    const fits = await endFits(input, key, plain, deciphered);
    const miss = fits ? null : await nearMissOf(passphrase, salt, block);
    report(explainStart(fits, miss), HEADER_SIZE, null);
    return;
  }
  if (depth === 'header') return;
  let broken = false;
  const onDamage = (error: DamageError, member: string | null): void => {
    const explained = explainEnd(error, deciphered.end, plain)!;
    broken ||= error.layer === 'gzip';
    // A wrong checksum shows at the end; what broke inside before it tells where the wrong bytes lie.
    const first = error.layer === 'gzip' && error.kind === 'corrupt' ? reading.damages[0] : undefined;
    report(explained.error, first?.offset ?? explained.offset, first?.member ?? member);
  };
  await readContainer(plain, { file: input, contents, depth, onDamage });
  const end = broken ? null : explainEnd(null, deciphered.end, plain);
  if (end !== null) report(end.error, end.offset, null);
}

/** The first way of reading the passphrase that opens the file; else the way in which openssl reads it. */
async function openedBy(
  passphrase: string,
  salt: Buffer,
  block: Buffer,
): Promise<{ how: string | null; key: Buffer; iv: Buffer }> {
  const forms = formsOf(passphrase);
  for (const { bytes, how } of forms) {
    const { key, iv } = await deriveKey(bytes, salt);
    const opens = block.length === BLOCK_SIZE && beginsLikeGzip(decipherOf(key, iv).update(block));
    if (opens) return { how, key, iv };
  }
  return { how: null, ...(await deriveKey(forms[0]!.bytes, salt)) };
}

/** Whether the file ends as the passphrase says: from its tail where it can be had; else by reading to the end. */
async function endFits(
  input: ArchiveInput,
  key: Buffer,
  plain: ByteReader,
  deciphered: Deciphered,
): Promise<boolean> {
  if (input.tail !== undefined && input.listed !== null) {
    const tail = await input.tail().catch((error: unknown) => {
      throw new SourceError(error);
    });
    const blocks = lastBlocksOf(tail, input.listed.bytes, key);
    return blocks !== null && endsLikeArchive(blocks);
  }
  await drain(() => plain.some(READ_SIZE));
  return endsLikeArchive(deciphered.end.lastBlocks);
}
