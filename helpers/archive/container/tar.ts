import { DamageError, type Layer } from '../../facts/damage.ts';
import type { ByteReader } from '../stream/byte-reader.ts';
import { drain, READ_SIZE, type Source } from '../stream/source.ts';
import { type PaxFields, parsePax } from './pax.ts';
import { decodeName, isZeroBlock, parseTarHeader, TAR_BLOCK, type TarHeader } from './tar-header.ts';

export type MemberType = 'file' | 'directory' | 'link' | 'device' | 'other';

export interface TarMember {
  /** As it stands in the archive, without a leading `./` or a trailing slash. */
  name: string;
  type: MemberType;
  size: number;
  /** Seconds since 1970. */
  mtime: number;
  sparse: boolean;
  oddName: boolean;
}

/** Long names and PAX headers are read into memory: no honest one comes near this. */
const EXTENSION_LIMIT = 1 << 20;
/** More than any file system holds; a header that claims more is hostile or garbage. */
const SIZE_LIMIT = 2 ** 53;

/**
 * Reads a tar archive to its own end and gives each member with its content. Content left unread is skipped. Throws
 * DamageError of `layer` where the structure breaks.
 */
export async function readTar(
  input: ByteReader,
  layer: Layer,
  onMember: (member: TarMember, body: Source) => Promise<void> | void,
): Promise<void> {
  let global: PaxFields = {};
  let local: PaxFields = {};
  for (;;) {
    if (!(await input.need(TAR_BLOCK))) {
      if (input.ready > 0) throw cut(layer);
      throw new DamageError(layer, 'cut', 'the tar archive has no end mark');
    }
    const block = input.take(TAR_BLOCK);
    const header = parseTarHeader(block);
    if (header === null) {
      if (isZeroBlock(block)) return readEnd(input, layer);
      throw new DamageError(layer, 'corrupt', 'a tar header has a wrong checksum');
    }
    if (header.size >= SIZE_LIMIT) {
      throw new DamageError(layer, 'too-big', `a tar header claims ${header.size} bytes`);
    }
    if ('LKxg'.includes(header.type)) {
      const content = await readExtension(input, layer, header.size);
      if (header.type === 'g') global = { ...global, ...paxOf(content, layer) };
      else local = { ...local, ...extensionOf(header.type, content, layer) };
      continue;
    }
    if (header.sparse?.extended) await skipSparseMaps(input, layer);
    const member = memberOf(header, { ...global, ...local });
    local = {};
    if (member.size >= SIZE_LIMIT || Number.isNaN(member.size)) {
      throw new DamageError(layer, 'too-big', `a tar member claims ${member.size} bytes`);
    }
    const body = bodyOf(input, layer, member.size);
    await onMember(member, body);
    await drain(body);
    await skipPadding(input, layer, member.size);
  }
}

function memberOf(header: TarHeader, pax: PaxFields): TarMember {
  const carries = !'12345'.includes(header.type);
  return {
    name: (pax.path ?? header.name).replace(/^(\.\/)+/, '').replace(/\/+$/, ''),
    type: typeOf(header.type),
    size: carries ? (pax.size ?? header.size) : 0,
    mtime: pax.mtime ?? header.mtime,
    sparse: header.sparse !== null || pax.sparse === true,
    oddName: pax.oddName ?? (pax.path === undefined && header.oddName),
  };
}

function typeOf(flag: string): MemberType {
  if ('07S'.includes(flag)) return 'file';
  if (flag === '5') return 'directory';
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
  if (type === 'x') return paxOf(content, layer);
  const end = content.indexOf(0);
  const name = decodeName(end < 0 ? content : content.subarray(0, end));
  return type === 'L' ? { path: name.value, oddName: name.odd } : { linkpath: name.value };
}

function paxOf(content: Buffer, layer: Layer): PaxFields {
  const fields = parsePax(content);
  if (fields === null) throw new DamageError(layer, 'corrupt', 'a PAX header of the tar archive is broken');
  return fields;
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
