import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { bitrotHash } from '../../../helpers/archive/objects/highway-hash.ts';
import { write } from './build-archive.ts';

/** Fields of an object's metadata that a test wants otherwise. */
export interface MinioOptions {
  inline?: boolean;
  blockSize?: number;
  /** Cut into parts of this size. */
  partSize?: number;
  deleted?: boolean;
  system?: Record<string, Buffer>;
  /** Changes what goes to the disk. */
  disk?: (framed: Buffer) => Buffer;
  /** Size that the metadata claim. */
  claims?: number;
}

/** Writes an object in MinIO's disk format 1.3 as a single drive holds it: `xl.meta`, and parts unless inline. */
export function writeMinioObject(
  dir: string,
  key: string,
  content: Buffer,
  options: MinioOptions = {},
): void {
  const { inline = content.length < 128 * 1024, blockSize = 1 << 20, disk = (bytes) => bytes } = options;
  const partSize = options.partSize ?? Math.max(content.length, 1);
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length; at += partSize) parts.push(content.subarray(at, at + partSize));
  const dataDir = randomUUID();
  const object = {
    ID: Buffer.alloc(16),
    DDir: Buffer.from(dataDir.replaceAll('-', ''), 'hex'),
    EcAlgo: 1,
    EcM: 1,
    EcN: 0,
    EcBSize: blockSize,
    EcIndex: 1,
    EcDist: [1],
    CSumAlgo: 1,
    PartNums: parts.map((_, i) => i + 1),
    PartSizes: parts.map(({ length }) => length),
    Size: options.claims ?? content.length,
    MTime: 1_763_805_600_000_000_000n,
    MetaSys: options.system ?? {},
    MetaUsr: { 'content-type': 'image/png' },
  };
  const version = options.deleted
    ? { Type: 2, DelObj: { ID: Buffer.alloc(16), MTime: 1n } }
    : { Type: 1, V2Obj: object };
  const metadata = Buffer.concat([3, 3, 1, Buffer.from('header'), pack(version)].map(pack));
  const data = inline
    ? Buffer.concat([Buffer.from([1]), pack({ null: disk(framed(content, blockSize)) })])
    : [];
  const file = [
    Buffer.from('XL2 \x01\x00\x03\x00', 'latin1'),
    pack(metadata),
    pack(0xdeadbeef),
    ...[data].flat(),
  ];
  write(join(dir, key, 'xl.meta'), Buffer.concat(file));
  if (inline || options.deleted) return;
  parts.forEach((part, i) => write(join(dir, key, dataDir, `part.${i + 1}`), disk(framed(part, blockSize))));
}

function framed(content: Buffer, blockSize: number): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < content.length; at += blockSize) {
    const block = content.subarray(at, at + blockSize);
    blocks.push(bitrotHash(block), block);
  }
  return Buffer.concat(blocks);
}

type Packable = number | bigint | string | Buffer | Packable[] | { [key: string]: Packable };

/** MessagePack in its 32-bit forms. */
function pack(value: Packable): Buffer {
  const sized = (tag: number, length: number): Buffer => {
    const head = Buffer.alloc(5);
    head[0] = tag;
    head.writeUInt32BE(length, 1);
    return head;
  };
  if (typeof value === 'number') return sized(0xce, value);
  if (typeof value === 'bigint') {
    const bytes = Buffer.alloc(9);
    bytes[0] = 0xd3;
    bytes.writeBigInt64BE(value, 1);
    return bytes;
  }
  if (typeof value === 'string')
    return Buffer.concat([sized(0xdb, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([sized(0xc6, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([sized(0xdd, value.length), ...value.map(pack)]);
  const entries = Object.entries(value);
  return Buffer.concat([
    sized(0xdf, entries.length),
    ...entries.flatMap(([key, item]) => [pack(key), pack(item)]),
  ]);
}
