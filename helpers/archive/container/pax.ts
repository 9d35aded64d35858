import { unixTimeOf, wholeNumber } from '../../base/outside.ts';
import { decodeName, SIZE_LIMIT } from './tar-header.ts';

/** The fields of a PAX extended header that change what a reader sees. */
export interface PaxFields {
  path?: string;
  linkpath?: string;
  /** Bytes of content in the archive. */
  size?: number;
  mtime?: number;
  /** A sparse file in one of GNU's three PAX encodings. */
  sparse?: boolean;
  oddName?: boolean;
}

/** Reads `LENGTH KEY=VALUE\n` records. A string: what is broken in them. */
export function parsePax(bytes: Buffer): PaxFields | string {
  const fields: PaxFields = {};
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    if (space < 0 || space - at > 20) return 'a record without a length';
    const length = wholeNumber(bytes.toString('latin1', at, space)) ?? 0;
    if (length <= space - at || at + length > bytes.length) return 'a record of an impossible length';
    if (bytes[at + length - 1] !== 0x0a) return 'a record without an end';
    const equals = bytes.indexOf(0x3d, space);
    if (equals < 0 || equals >= at + length) return 'a record without a value';
    const wrong = set(
      fields,
      bytes.toString('latin1', space + 1, equals),
      bytes.subarray(equals + 1, at + length - 1),
    );
    if (wrong !== null) return wrong;
    at += length;
  }
  return fields;
}

function set(fields: PaxFields, key: string, value: Buffer): string | null {
  if (key === 'path' || key === 'GNU.sparse.name') {
    if (value.length === 0 || value.includes(0)) return 'a name that is none';
    const name = decodeName(value);
    fields.path = name.value;
    fields.oddName = name.odd;
  } else if (key === 'linkpath') fields.linkpath = decodeName(value).value;
  else if (key === 'size') {
    const size = wholeNumber(value.toString('latin1'), SIZE_LIMIT);
    if (size === null) return 'a size that is no number';
    fields.size = size;
  } else if (key === 'mtime') {
    const mtime = unixTimeOf(value.toString('latin1'));
    if (mtime === null) return 'a time that is none';
    fields.mtime = mtime;
  }
  if (key.startsWith('GNU.sparse.')) fields.sparse = true;
  return null;
}
