/** The plain fields of a BSON document's top level; others are left out. */
export type BsonFields = Record<string, string | number | bigint | boolean>;

/** Bytes of the values that have a fixed size, by type. */
const FIXED: Partial<Record<number, number>> = {
  0x01: 8,
  0x07: 12,
  0x08: 1,
  0x09: 8,
  0x0a: 0,
  0x10: 4,
  0x11: 8,
  0x12: 8,
};

/**
 * Reads the top level of a small document, such as the headers of a dump.
 *
 * @throws RangeError when the bytes are no document
 */
export function bsonFields(document: Buffer): BsonFields {
  const fields = Object.create(null) as BsonFields;
  let at = 4;
  while (at < document.length - 1) {
    const type = document[at]!;
    const nameEnd = document.indexOf(0, at + 1);
    if (nameEnd < 0) throw new RangeError('a BSON name has no end');
    const name = document.toString('utf8', at + 1, nameEnd);
    at = nameEnd + 1;
    if (type === 0x02) {
      const length = document.readInt32LE(at);
      if (length < 1 || at + 4 + length > document.length) throw new RangeError('a BSON string has no end');
      fields[name] = document.toString('utf8', at + 4, at + 4 + length - 1);
      at += 4 + length;
    } else if (FIXED[type] !== undefined) {
      if (type === 0x08) fields[name] = document[at] === 1;
      else if (type === 0x10) fields[name] = document.readInt32LE(at);
      else if (type === 0x12) fields[name] = document.readBigInt64LE(at);
      at += FIXED[type];
    } else if (type === 0x03 || type === 0x04) {
      const length = document.readInt32LE(at);
      if (length < 5) throw new RangeError('a BSON document of no length');
      at += length;
    } else throw new RangeError(`a BSON type ${type} in a header`);
  }
  return fields;
}
