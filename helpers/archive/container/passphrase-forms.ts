import { rawBytes } from '../../base/raw-text.ts';

/** A passphrase as bytes, and in what it differs from the one that was given; null: in nothing. */
export interface PassphraseForm {
  bytes: Buffer;
  how: string | null;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The ways in which a passphrase can be read that an editor may have saved: first as openssl takes it, the bytes of the first
 * line, then without what Windows adds to it.
 */
export function formsOf(passphrase: string): PassphraseForm[] {
  const all = rawBytes(passphrase);
  const wide = decodeUtf16(all);
  const bytes = firstLine(all);
  const plain = withoutReturn(bytes);
  const forms: PassphraseForm[] = [{ bytes, how: null }];
  if (plain.length < bytes.length)
    forms.push({ bytes: plain, how: 'without the carriage return at its end' });
  if (plain.subarray(0, BOM.length).equals(BOM)) {
    forms.push({ bytes: plain.subarray(BOM.length), how: 'without the byte order mark in front of it' });
  }
  if (wide !== null)
    forms.push({ bytes: withoutReturn(firstLine(wide)), how: 'read as UTF-16, not as plain text' });
  return forms;
}

/** Slips that are commonly made with a passphrase: for naming why it does not open an archive, not for opening it. */
export function slipsOf(passphrase: string): PassphraseForm[] {
  const text = withoutReturn(firstLine(rawBytes(passphrase))).toString('utf8');
  const slips: [string, string][] = [
    [text.trimEnd(), 'without the blank at its end'],
    [text.trim(), 'without the blanks around it'],
    [`${text}\r`, 'with a carriage return at its end'],
    [`${text}\n`, 'with a line feed at its end'],
    [`${text} `, 'with a blank at its end'],
    [text.replace(/^(["'])(.*)\1$/s, '$2'), 'without the quotes around it'],
    [`"${text}"`, 'with quotes around it'],
    [`'${text}'`, 'with quotes around it'],
    [text.replaceAll('\\', ''), 'without its backslashes'],
    [text.normalize('NFC'), 'with its accents composed (Unicode NFC)'],
    [text.normalize('NFD'), 'with its accents decomposed (Unicode NFD)'],
    ...[...'%#$&; "\'!'].map((mark): [string, string] => [text.split(mark)[0]!, `cut at its first ${mark}`]),
  ];
  const forms = slips.map(([slip, how]): PassphraseForm => ({ bytes: Buffer.from(slip, 'utf8'), how }));
  forms.push({ bytes: Buffer.from(text, 'latin1'), how: 'in the encoding Latin-1, not UTF-8' });
  const raw = withoutReturn(firstLine(rawBytes(passphrase)));
  forms.push({
    bytes: Buffer.from(raw.toString('latin1'), 'utf8'),
    how: 'in the encoding UTF-8, not Latin-1',
  });
  return forms.filter(({ bytes }) => bytes.length > 0 && !bytes.equals(raw));
}

function firstLine(bytes: Buffer): Buffer {
  const end = bytes.indexOf(LINE_FEED);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

const withoutReturn = (bytes: Buffer): Buffer =>
  bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;

/** Null: no mark of UTF-16 in front. */
function decodeUtf16(bytes: Buffer): Buffer | null {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16LE(0);
  const encoding = mark === 0xfeff ? 'utf-16le' : mark === 0xfffe ? 'utf-16be' : null;
  return encoding === null ? null : Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8');
}
