import { inRange, unixTime } from '../../base/outside.ts';
import { MsgpackWalker } from './msgpack.ts';

/** What MinIO's metadata file says of the newest version of an object. */
export interface XlMeta {
  /** The object was deleted; only its metadata are left. */
  deleted: boolean;
  bytes: number;
  /** Seconds since 1970. */
  mtime: number;
  /** Content of small objects, with the hashes of its blocks; null: it lies in parts beside the file. */
  inline: Buffer | null;
  /** The folder beside the file that holds the parts; another one is left over from another version. */
  dataDir: string;
  /** Numbers of the parts, in the order of the content. */
  parts: number[];
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
/** MinIO's larger block size, until 2021. */
const BLOCK_LIMIT = 10 << 20;
/** As many as S3 allows. */
const PART_LIMIT = 10_000;
/** More drives than MinIO puts into one set. */
const DRIVE_LIMIT = 256;
const NANOSECONDS = 1e9;
const TRANSFORMED = /internal-(?:compression|server-side-encryption)/i;

/**
 * Reads an `xl.meta` of format 1.0 to 1.3.
 *
 * @throws RangeError when the bytes are something else or damaged
 */
export function parseXlMeta(file: Buffer): XlMeta {
  if (file.length < 8 || !file.subarray(0, 4).equals(MAGIC)) throw new RangeError('not an xl.meta file');
  // The first format wrote its number as text.
  const isText = file.toString('latin1', 4, 8) === '1   ';
  const [major, minor] = isText ? [1, 0] : [file.readUInt16LE(4), file.readUInt16LE(6)];
  if (major !== 1 || minor > 3) throw new RangeError(`xl.meta of unknown format ${major}.${minor}`);
  const { version, rest } = minor === 0 ? oldest(file.subarray(8)) : newestOf(file.subarray(8), minor);
  return {
    deleted: version.type === DELETE_MARKER,
    bytes: checked(inRange(version.size, 0, Number.MAX_SAFE_INTEGER), 'size'),
    mtime: checked(unixTime(version.mtime / NANOSECONDS), 'time'),
    inline: inlineData(rest, version.id),
    dataDir: version.dataDir,
    parts: version.parts,
    blockSize: Math.ceil(
      checked(inRange(version.blockSize, 1, BLOCK_LIMIT), 'block size') /
        checked(inRange(version.drives, 1, DRIVE_LIMIT), 'number of drives'),
    ),
    transformed: version.transformed,
    sharded: version.drives > 1,
  };
}

function checked(value: number | null, what: string): number {
  if (value === null) throw new RangeError(`xl.meta with an impossible ${what}`);
  return value;
}

/** One version of an object as it is written; numbers are not checked yet. */
interface Version {
  type: number;
  /** `null` or a UUID: the name of its inline data. */
  id: string;
  dataDir: string;
  size: number;
  /** Nanoseconds since 1970. */
  mtime: number;
  drives: number;
  blockSize: number;
  parts: number[];
  transformed: boolean;
}

interface Newest {
  version: Version;
  /** What follows the metadata. */
  rest: Buffer;
}

/** 1.0: one map with all versions, nothing inline. */
function oldest(bytes: Buffer): Newest {
  return { version: latestIn(new MsgpackWalker(bytes)), rest: Buffer.alloc(0) };
}

/** Up to 1.2 the metadata are a map of all versions in any order, from 1.3 a list with a header each, newest first. */
function newestOf(bytes: Buffer, minor: number): Newest {
  const outer = new MsgpackWalker(bytes);
  const metadata = outer.bytes();
  if (metadata === null) throw new RangeError('xl.meta without metadata');
  if (minor >= 2) outer.skip(); // a checksum of the metadata
  const rest = bytes.subarray(outer.offset);
  const inner = new MsgpackWalker(metadata);
  if (minor < 3) return { version: latestIn(inner), rest };
  inner.skip(); // version of the headers
  inner.skip(); // version of the metadata
  if (!(inner.number() > 0)) throw new RangeError('xl.meta without a version');
  inner.skip(); // header
  const version = inner.bytes();
  if (version === null) throw new RangeError('xl.meta without a version');
  return { version: versionOf(new MsgpackWalker(version)), rest };
}

function latestIn(metadata: MsgpackWalker): Version {
  let latest: Version | null = null;
  metadata.map((name) => {
    if (name !== 'Versions') return;
    metadata.list(() => {
      const version = versionOf(metadata);
      if (latest === null || version.mtime > latest.mtime) latest = version;
    });
  });
  if (latest === null) throw new RangeError('xl.meta without a version');
  return latest;
}

function versionOf(walker: MsgpackWalker): Version {
  const version: Version = {
    ...{ type: 0, id: 'null', dataDir: '', size: 0, mtime: 0 },
    ...{ drives: 1, blockSize: DEFAULT_BLOCK, parts: [], transformed: false },
  };
  walker.map((name) => {
    if (name === 'Type') version.type = walker.number();
    else if (name === 'V2Obj' || name === 'DelObj') walker.map((field) => readField(version, field, walker));
  });
  return version;
}

function readField(version: Version, field: string, walker: MsgpackWalker): void {
  switch (field) {
    case 'ID':
      version.id = uuidOf(walker.bytes()) ?? 'null';
      break;
    case 'DDir':
      version.dataDir = uuidOf(walker.bytes()) ?? '';
      break;
    case 'Size':
      version.size = walker.number();
      break;
    case 'MTime':
      version.mtime = walker.number();
      break;
    case 'EcM':
      version.drives = walker.number();
      break;
    case 'EcBSize':
      version.blockSize = walker.number();
      break;
    case 'PartNums':
      walker.list(() => {
        if (version.parts.length >= PART_LIMIT) throw new RangeError('xl.meta with too many parts');
        version.parts.push(walker.number());
      });
      break;
    case 'MetaSys':
      walker.map((name) => (version.transformed ||= TRANSFORMED.test(name)));
      break;
  }
}

/** Null: no bytes of a UUID, or all of them zero. */
function uuidOf(bytes: Buffer | null): string | null {
  if (bytes?.length !== 16 || bytes.every((byte) => byte === 0)) return null;
  const hex = bytes.toString('hex');
  return [0, 8, 12, 16, 20].map((at, i, all) => hex.slice(at, all[i + 1])).join('-');
}

/** After the metadata: a version byte and a map from version id to content. */
function inlineData(rest: Buffer, id: string): Buffer | null {
  if (rest.length < 2 || rest[0] !== 1) return null;
  const walker = new MsgpackWalker(rest.subarray(1));
  let data: Buffer | null = null;
  walker.map((name) => {
    if (name === id) data = walker.bytes();
  });
  return data;
}
