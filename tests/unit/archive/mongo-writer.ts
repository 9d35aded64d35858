import { Crc64 } from '../../../helpers/archive/mongo/crc64.ts';

type Value = string | number | bigint | boolean;

/** A document of plain fields. */
export function bson(fields: Record<string, Value>): Buffer {
  const elements = Object.entries(fields).map(([name, value]) => {
    const [type, bytes] = element(value);
    return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), bytes]);
  });
  const body = Buffer.concat(elements);
  return Buffer.concat([int32(body.length + 5), body, Buffer.from([0])]);
}

function element(value: Value): [number, Buffer] {
  if (typeof value === 'boolean') return [0x08, Buffer.from([Number(value)])];
  if (typeof value === 'number') return [0x10, int32(value)];
  if (typeof value === 'bigint') {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return [0x12, bytes];
  }
  const text = Buffer.from(`${value}\0`);
  return [0x02, Buffer.concat([int32(text.length), text])];
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

const TERMINATOR = int32(-1);

/** An archive as mongodump's published specification has it; the segments of collections are interleaved. */
export function mongoArchive(collections: Record<string, Buffer[]>): Buffer {
  const names = Object.keys(collections);
  const of = (name: string) => ({ db: name.split('.')[0]!, collection: name.split('.')[1]! });
  const parts = [
    Buffer.from('6de29981', 'hex'),
    bson({ concurrent_collections: 4, version: '0.1', server_version: '4.4.29', tool_version: '100.9.4' }),
    ...names.map((name) => bson({ ...of(name), metadata: '{"indexes":[]}', size: 1 })),
    TERMINATOR,
  ];
  for (let i = 0; i < Math.max(...Object.values(collections).map(({ length }) => length)); i++) {
    for (const name of names) {
      const document = collections[name]![i];
      if (document === undefined) continue;
      parts.push(bson({ ...of(name), EOF: false, CRC: 0n }), document, TERMINATOR);
    }
  }
  for (const name of names) {
    const crc = new Crc64();
    for (const document of collections[name]!) crc.update(document);
    parts.push(bson({ ...of(name), EOF: true, CRC: crc.value }), TERMINATOR);
  }
  return Buffer.concat(parts);
}
