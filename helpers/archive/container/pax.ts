import { decodeName } from './tar-header.ts';

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

/** Reads `LENGTH KEY=VALUE\n` records. Null: the records are broken. */
export function parsePax(bytes: Buffer): PaxFields | null {
  const fields: PaxFields = {};
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    if (space < 0 || space - at > 20) return null;
    const digits = bytes.toString('latin1', at, space);
    const length = Number(digits);
    if (!/^\d+$/.test(digits) || length <= space - at || at + length > bytes.length) return null;
    if (bytes[at + length - 1] !== 0x0a) return null;
    const equals = bytes.indexOf(0x3d, space);
    if (equals < 0 || equals >= at + length) return null;
    const key = bytes.toString('latin1', space + 1, equals);
    set(fields, key, bytes.subarray(equals + 1, at + length - 1));
    at += length;
  }
  return fields;
}

function set(fields: PaxFields, key: string, value: Buffer): void {
  if (key === 'path' || key === 'GNU.sparse.name') {
    const name = decodeName(value);
    fields.path = name.value;
    if (name.odd) fields.oddName = true;
  } else if (key === 'linkpath') fields.linkpath = decodeName(value).value;
  else if (key === 'size') fields.size = Number(value.toString('latin1'));
  else if (key === 'mtime') fields.mtime = Math.floor(Number(value.toString('latin1')));
  if (key.startsWith('GNU.sparse.')) fields.sparse = true;
}
