import { unixTime } from '../../base/outside.ts';

/** One 512-byte header of a tar archive (ustar, GNU), before the extensions that go with it are applied. */
export interface TarHeader {
  name: string;
  /** Bytes of content in the archive, as it claims: any number. Null: the field holds none. */
  size: number | null;
  /** The type flag, `0` for a file. */
  type: string;
  /** Modification time, seconds since 1970; null: the field holds no time. */
  mtime: number | null;
  linkName: string;
  /** The name was not UTF-8 and was read as Latin-1. */
  oddName: boolean;
  /** Old GNU sparse files: whether more headers of sparse maps follow. */
  sparse: { extended: boolean } | null;
}

export const TAR_BLOCK = 512;
/** More than any file system holds; a header that claims more is hostile or garbage. */
export const SIZE_LIMIT = Number.MAX_SAFE_INTEGER;

/** Reads a header. Null: its checksum is wrong, so these bytes are no tar header. */
export function parseTarHeader(block: Buffer): TarHeader | null {
  if (checksum(block) !== number(block, 148, 8)) return null;
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? text(block, 345, 155) : { value: '', odd: false };
  const name = text(block, 0, 100);
  const type = String.fromCharCode(block[156] || 0x30);
  const mtime = number(block, 136, 12);
  return {
    name: prefix.value === '' ? name.value : `${prefix.value}/${name.value}`,
    size: number(block, 124, 12),
    type,
    mtime: mtime === null ? null : unixTime(mtime),
    linkName: text(block, 157, 100).value,
    oddName: name.odd || prefix.odd,
    sparse: type === 'S' ? { extended: block[482] === 1 } : null,
  };
}

export const isZeroBlock = (block: Buffer): boolean => block.every((byte) => byte === 0);

/** Decodes as UTF-8, or as Latin-1 where that fails. */
export function decodeName(bytes: Buffer): { value: string; odd: boolean } {
  try {
    return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), odd: false };
  } catch {
    return { value: bytes.toString('latin1'), odd: true };
  }
}

/** Sum of all bytes with the checksum field itself taken as spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let i = 0; i < 148; i++) sum += block[i]!;
  for (let i = 156; i < TAR_BLOCK; i++) sum += block[i]!;
  return sum;
}

function text(block: Buffer, at: number, length: number): { value: string; odd: boolean } {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  const bytes = end < 0 ? field : field.subarray(0, end);
  for (const byte of bytes) if (byte >= 0x80) return decodeName(bytes);
  return { value: bytes.toString('latin1'), odd: false };
}

/** Octal, or GNU's base 256 for what does not fit, which has a sign (a member may so claim up to 2^88 bytes). */
function number(block: Buffer, at: number, length: number): number | null {
  if ((block[at]! & 0x80) === 0) return octal(block, at, length);
  let value = (block[at]! & 0x40) === 0 ? block[at]! & 0x7f : (block[at]! & 0x7f) - 0x80;
  for (let i = at + 1; i < at + length; i++) value = value * 256 + block[i]!;
  return value;
}

/** Digits between blanks in front and a blank or NUL behind; a field of NULs is zero. */
function octal(block: Buffer, at: number, length: number): number | null {
  const end = at + length;
  let i = at;
  while (i < end && block[i] === 0x20) i++;
  if (i === end) return null;
  let value = 0;
  for (; i < end && block[i]! >= 0x30 && block[i]! <= 0x37; i++) value = value * 8 + (block[i]! - 0x30);
  return i === end || block[i] === 0x20 || block[i] === 0 ? value : null;
}
