import { DamageError, type Layer } from '../../facts/damage.ts';
import { inRange } from '../../base/outside.ts';
import type { ByteReader } from '../stream/byte-reader.ts';
import { drain, READ_SIZE, type Source } from '../stream/source.ts';
import { type PaxFields, parsePax } from './pax.ts';
import {
  decodeName,
  isZeroBlock,
  parseTarHeader,
  SIZE_LIMIT,
  TAR_BLOCK,
  type TarHeader,
} from './tar-header.ts';
import { unpackedPath } from './unpacked-path.ts';

export type MemberType = 'file' | 'directory' | 'link' | 'device' | 'other';

export interface TarMember {
  /** Where tar unpacks it: no `.`, no doubled or trailing slash, nothing in front. */
  name: string;
  /** As it stands in the archive. */
  rawName: string;
  type: MemberType;
  /** The member that a hard link stands for; null: it is none. */
  hardLinkTo: string | null;
  size: number;
  /** Seconds since 1970. */
  mtime: number;
  sparse: boolean;
  oddName: boolean;
}

/** PAX headers are read into memory; beside a name they may hold attributes of the file system, of 64 KiB at most. */
const EXTENSION_LIMIT = 1 << 18;
/** As long as a path may be on Linux. */
const NAME_LIMIT = 4096;

/**
 * Reads a tar archive to its own end and gives each member with its content. Content left unread is skipped. Throws
 * DamageError of `layer` where the structure breaks, and where tools are known to differ in what they make of it.
 */
export async function readTar(
  input: ByteReader,
  layer: Layer,
  onMember: (member: TarMember, body: Source) => Promise<void> | void,
): Promise<void> {
  let extension: PaxFields = {};
  for (;;) {
    if (!(await input.need(TAR_BLOCK))) {
      if (input.ready > 0) throw cut(layer);
      throw new DamageError(layer, 'cut', 'the tar archive has no end mark');
    }
    const block = input.take(TAR_BLOCK);
    const header = parseTarHeader(block);
    if (header === null) {
      if (isZeroBlock(block)) return readEnd(input, layer);
      throw corrupt(layer, 'a tar header has a wrong checksum');
    }
    const size = sizeOf(header.size, layer);
    if ('LKxg'.includes(header.type)) {
      const fields = extensionOf(header.type, await readExtension(input, layer, size), layer);
      extension = header.type === 'g' ? extension : merged(extension, fields, layer);
      continue;
    }
    if (header.sparse?.extended) await skipSparseMaps(input, layer);
    const member = memberOf(header, extension.size ?? size, extension, layer);
    extension = {};
    const body = bodyOf(input, layer, member.size);
    await onMember(member, body);
    await drain(body);
    await skipPadding(input, layer, member.size);
  }
}

function sizeOf(claimed: number | null, layer: Layer): number {
  if (claimed === null) throw corrupt(layer, 'a tar header has a size that is no number');
  if (inRange(claimed, 0, SIZE_LIMIT) === null) {
    throw new DamageError(layer, 'too-big', `a tar header claims ${claimed} bytes`);
  }
  return claimed;
}

function memberOf(header: TarHeader, size: number, pax: PaxFields, layer: Layer): TarMember {
  const mtime = pax.mtime ?? header.mtime;
  if (mtime === null) throw corrupt(layer, 'a tar header has a time that is none');
  const rawName = pax.path ?? header.name;
  if (rawName.length > NAME_LIMIT) {
    throw new DamageError(layer, 'too-big', `a tar name of ${rawName.length} characters`);
  }
  const type = typeOf(header.type, rawName);
  // Some tools take content after these as the next header, others do not.
  if (size > 0 && type !== 'file' && type !== 'other') {
    throw corrupt(layer, `a tar member that is a ${type} claims content`);
  }
  return {
    ...{ name: unpackedPath(rawName), rawName, type, size, mtime },
    hardLinkTo: header.type === '1' ? (pax.linkpath ?? header.linkName) : null,
    sparse: header.sparse !== null || pax.sparse === true,
    oddName: pax.oddName ?? header.oddName,
  };
}

function typeOf(flag: string, name: string): MemberType {
  // The oldest tars knew a folder by the slash alone, and tar still does.
  if (flag === '5' || ('07'.includes(flag) && name.endsWith('/'))) return 'directory';
  if ('07S'.includes(flag)) return 'file';
  if (flag === '1' || flag === '2') return 'link';
  return flag === '3' || flag === '4' || flag === '6' ? 'device' : 'other';
}

function bodyOf(input: ByteReader, layer: Layer, size: number): Source {
  let left = size;
  return async () => {
    if (left === 0) return null;
    const chunk = await input.some(Math.min(left, READ_SIZE));
    if (chunk === null) throw cut(layer);
    left -= chunk.length;
    return chunk;
  };
}

async function readExtension(input: ByteReader, layer: Layer, size: number): Promise<Buffer> {
  if (size > EXTENSION_LIMIT) throw new DamageError(layer, 'too-big', `a tar name of ${size} bytes`);
  if (!(await input.need(size))) throw cut(layer);
  const content = input.take(size);
  await skipPadding(input, layer, size);
  return content;
}

function extensionOf(type: string, content: Buffer, layer: Layer): PaxFields {
  if (type === 'x' || type === 'g') {
    const fields = parsePax(content);
    if (typeof fields === 'string') {
      throw corrupt(layer, `a PAX header of the tar archive is broken: ${fields}`);
    }
    const forAll = fields.path ?? fields.linkpath ?? fields.size;
    if (type === 'g' && forAll !== undefined) {
      throw corrupt(layer, 'a PAX header gives one name or size to all members of the tar archive');
    }
    return fields;
  }
  const end = content.indexOf(0);
  const name = decodeName(end < 0 ? content : content.subarray(0, end));
  return type === 'L' ? { path: name.value, oddName: name.odd } : { linkpath: name.value };
}

/** What stands in several headers before one member; tools differ in which of two names they take. */
function merged(known: PaxFields, more: PaxFields, layer: Layer): PaxFields {
  if (known.path !== undefined && more.path !== undefined) {
    throw corrupt(layer, 'two long names stand before one tar member');
  }
  return { ...known, ...more };
}

async function skipSparseMaps(input: ByteReader, layer: Layer): Promise<void> {
  for (let more = true; more;) {
    if (!(await input.need(TAR_BLOCK))) throw cut(layer);
    more = input.take(TAR_BLOCK)[504] === 1;
  }
}

async function skipPadding(input: ByteReader, layer: Layer, size: number): Promise<void> {
  const padding = (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
  if (padding === 0) return;
  if (!(await input.need(padding))) throw cut(layer);
  input.take(padding);
}

/** After the first zero block everything up to the end must be zeros: the second one and the record's padding. */
async function readEnd(input: ByteReader, layer: Layer): Promise<void> {
  let zeros = 0;
  for (let chunk = await input.some(READ_SIZE); chunk !== null; chunk = await input.some(READ_SIZE)) {
    if (!isZeroBlock(chunk)) {
      throw new DamageError(layer, 'trailing', 'bytes follow after the end of the tar archive');
    }
    zeros += chunk.length;
  }
  if (zeros < TAR_BLOCK)
    throw new DamageError(layer, 'cut', 'the second end block of the tar archive is missing');
}

const cut = (layer: Layer): DamageError => new DamageError(layer, 'cut', 'the tar archive ends too early');
const corrupt = (layer: Layer, what: string): DamageError => new DamageError(layer, 'corrupt', what);
