import { crc32 } from 'node:zlib';

/**
 * Zip archives that are the same bytes for the same files: stored, without times, in the order of names. So a copy can be compared
 * with what its content must give, and a changed byte shows wherever it is.
 */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980, where zip's calendar begins. */
const DATE = 0x21;
const VERSION = 20;

export function zipOf(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const names = [...files.keys()].sort();
  for (const name of names) {
    const content = files.get(name) ?? new Uint8Array();
    const encoded = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    [VERSION, FLAGS, 0, 0, DATE].forEach((value, index) => common.writeUInt16LE(value, index * 2));
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(encoded.length, 22);
    const entry = Buffer.concat([word(LOCAL), common, encoded, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([word(CENTRAL), half(VERSION), common, tail, encoded]));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** The files of an archive that `zipOf` made; null: these bytes are not exactly what it makes of any files. */
export function unzip(bytes: Buffer): Map<string, Buffer> | null {
  const files = new Map<string, Buffer>();
  let at = 0;
  while (at + 30 <= bytes.length && bytes.readUInt32LE(at) === LOCAL) {
    const [length, nameLength] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)];
    const content = at + 30 + nameLength;
    if (content + length > bytes.length) return null;
    files.set(bytes.toString('utf8', at + 30, content), bytes.subarray(content, content + length));
    at = content + length;
  }
  return zipOf(files).equals(bytes) ? files : null;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
