/** Stands for a byte of a text that is not UTF-8: a code unit that no text of UTF-8 has, byte 0x80 to 0xff behind it. */
const RAW = 0xdc00;

/** Bytes as a string that keeps every one of them: UTF-8 as such, anything else byte by byte. */
export function rawText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes
      .toString('latin1')
      .replace(/[\u0080-\u00ff]/g, (byte) => String.fromCharCode(RAW + byte.charCodeAt(0)));
  }
}

/** The bytes that `rawText` was given. */
export function rawBytes(text: string): Buffer {
  // With the flag u half of a pair is no match.
  if (!/[\udc80-\udcff]/u.test(text)) return Buffer.from(text, 'utf8');
  return Buffer.from(
    text.replace(/[\udc80-\udcff]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - RAW)),
    'latin1',
  );
}
