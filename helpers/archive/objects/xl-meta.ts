import { MsgpackReader } from './msgpack.ts';

/** What MinIO's metadata file says of the newest version of an object. */
export interface XlMeta {
  /** The object was deleted; only its metadata are left. */
  deleted: boolean;
  bytes: number;
  /** Seconds since 1970. */
  mtime: number;
  /** Content of small objects, with the hashes of its blocks; null: it lies in parts beside the file. */
  inline: Buffer | null;
  /** Bytes between two block hashes. */
  blockSize: number;
  /** The stored bytes are compressed or encrypted by MinIO: their hash is not the object's. */
  transformed: boolean;
  /** More than one drive: the parts beside the file are only shards of the object. */
  sharded: boolean;
}

const MAGIC = Buffer.from('XL2 ');
const DELETE_MARKER = 2;
const DEFAULT_BLOCK = 1 << 20;
const BLOCK_LIMIT = 64 << 20;

type Fields = Record<string, unknown>;

/**
 * Reads an `xl.meta` of format 1.0 to 1.3.
 *
 * @throws RangeError when the bytes are something else or damaged
 */
export function parseXlMeta(file: Buffer): XlMeta {
  try {
    const meta = read(file);
    const numbers = [meta.bytes, meta.mtime, meta.blockSize];
    if (!numbers.every((n) => Number.isSafeInteger(n) && n >= 0))
      throw new RangeError('numbers out of range');
    if (meta.blockSize < 1 || meta.blockSize > BLOCK_LIMIT) throw new RangeError('an odd block size');
    return meta;
  } catch (error) {
    // Fields of another type than the format has them.
    if (error instanceof TypeError) throw new RangeError('xl.meta is damaged');
    throw error;
  }
}

function read(file: Buffer): XlMeta {
  if (file.length < 8 || !file.subarray(0, 4).equals(MAGIC)) throw new RangeError('not an xl.meta file');
  // The first format wrote its number as text.
  const isText = file.toString('latin1', 4, 8) === '1   ';
  const [major, minor] = isText ? [1, 0] : [file.readUInt16LE(4), file.readUInt16LE(6)];
  if (major !== 1 || minor > 3) throw new RangeError(`xl.meta of unknown format ${major}.${minor}`);
  const { version, id, rest } = minor === 0 ? oldest(file.subarray(8)) : newestOf(file.subarray(8), minor);
  const object = (version['V2Obj'] ?? {}) as Fields;
  const system = (object['MetaSys'] ?? {}) as Fields;
  return {
    deleted: version['Type'] === DELETE_MARKER,
    bytes: Number(object['Size'] ?? 0),
    mtime: Math.floor(Number(object['MTime'] ?? 0) / 1e9),
    inline: inlineData(rest, id),
    blockSize: Math.ceil(Number(object['EcBSize'] ?? DEFAULT_BLOCK) / Number(object['EcM'] ?? 1)),
    transformed: Object.keys(system).some((name) =>
      /internal-(compression|server-side-encryption)/i.test(name),
    ),
    sharded: Number(object['EcM'] ?? 1) > 1,
  };
}

interface Newest {
  version: Fields;
  /** `null` or a UUID: the name of its inline data. */
  id: string;
  /** What follows the metadata. */
  rest: Buffer;
}

/** 1.0: one map with all versions, nothing inline. */
function oldest(bytes: Buffer): Newest {
  return { version: latestIn(new MsgpackReader(bytes).value()), id: 'null', rest: Buffer.alloc(0) };
}

/** Up to 1.2 the metadata are a map of all versions in any order, from 1.3 a list with a header each, newest first. */
function newestOf(bytes: Buffer, minor: number): Newest {
  const reader = new MsgpackReader(bytes);
  const metadata = reader.value() as Buffer;
  if (minor >= 2) reader.value(); // a checksum of the metadata
  const rest = bytes.subarray(reader.offset);
  const inner = new MsgpackReader(metadata);
  if (minor < 3) {
    const version = latestIn(inner.value());
    return { version, id: idOf(version), rest };
  }
  inner.value(); // version of the headers
  inner.value(); // version of the metadata
  if (!(Number(inner.value()) > 0)) throw new RangeError('xl.meta without a version');
  inner.value(); // header
  const version = fieldsOf(new MsgpackReader(inner.value() as Buffer).value());
  return { version, id: idOf(version), rest };
}

function latestIn(metadata: unknown): Fields {
  const versions = fieldsOf(metadata)['Versions'] as Fields[];
  const timeOf = (version: Fields): number =>
    Number(fieldsOf(version['V2Obj'] ?? version['DelObj'] ?? {})['MTime'] ?? 0);
  return fieldsOf([...versions].sort((a, b) => timeOf(b) - timeOf(a))[0]);
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new RangeError('xl.meta without a version');
  return value as Fields;
}

function idOf(version: Fields): string {
  const id = (version['V2Obj'] as Fields | undefined)?.['ID'];
  if (!Buffer.isBuffer(id) || id.every((byte) => byte === 0)) return 'null';
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** After the metadata: a version byte and a map from version id to content. */
function inlineData(rest: Buffer, id: string): Buffer | null {
  if (rest.length < 2 || rest[0] !== 1) return null;
  const data = (new MsgpackReader(rest.subarray(1)).value() as Fields)[id];
  return Buffer.isBuffer(data) ? data : null;
}
