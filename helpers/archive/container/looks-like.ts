import { isGzip } from '../stream/gunzip.ts';
import { parseTarHeader, TAR_BLOCK } from './tar-header.ts';

/** As many bytes as are looked at. */
export const LOOK = 4096;

const PLAIN = 'that anybody can unpack';
const ASCII: readonly [start: string, what: string][] = [
  ['U2FsdGVkX1', 'an encrypted file written as base64 text (openssl enc -a)'],
  ['-----BEGIN PGP MESSAGE', 'a message of OpenPGP (gpg), as text'],
  ['age-encryption.org', 'a file encrypted by age'],
  ['-----BEGIN AGE', 'a file encrypted by age, as text'],
  ['-----BEGIN CMS', 'a message of openssl cms'],
  ['-----BEGIN', 'a PEM file'],
  ['$ANSIBLE_VAULT', 'a file encrypted by Ansible Vault'],
  ['PK\u0003\u0004', `a zip file ${PLAIN}`],
  ['PGDMP', 'a PostgreSQL dump that anybody can read'],
  ['BZh', `a bzip2 file ${PLAIN}`],
  ['%PDF-', 'a PDF document'],
  ['SQLite format 3', 'a SQLite database'],
  ['LUKS', 'a LUKS volume'],
];
const BYTES: readonly [start: string, what: string][] = [
  ['fd377a585a00', `an xz file ${PLAIN}`],
  ['28b52ffd', `a Zstandard file ${PLAIN}`],
  ['04224d18', `an LZ4 file ${PLAIN}`],
  ['377abcaf271c', `a 7z file ${PLAIN}`],
  ['6de29981', 'a dump of MongoDB that anybody can read'],
  ['8c0d04', 'a message of OpenPGP (gpg)'],
  ['89504e47', 'a PNG image'],
  ['7f454c46', 'a program'],
];
/** Packets with a session key, encrypted to somebody or with a passphrase: old and new form. */
const OPENPGP_TAGS = [0x84, 0x85, 0x8c, 0xc1, 0xc3];
const OPENPGP_VERSIONS = [3, 4, 5, 6];

/** What a file that `openssl enc -salt` did not write is by its first bytes, as a phrase: `an HTML page`. */
export function looksLike(start: Buffer): string {
  if (start.every((byte) => byte === 0))
    return `${start.length} zero bytes, as a disk leaves them after a failure`;
  if (isGzip(start)) return `a gzip file ${PLAIN}`;
  if (start.length >= TAR_BLOCK && parseTarHeader(start.subarray(0, TAR_BLOCK)) !== null)
    return `a tar archive ${PLAIN}`;
  const text = start.toString('latin1');
  const known =
    ASCII.find(([mark]) => text.startsWith(mark)) ??
    BYTES.find(([mark]) => start.toString('hex', 0, 6).startsWith(mark));
  if (known !== undefined) return known[1];
  if (isOpenPgp(start)) return 'a message of OpenPGP (gpg)';
  return textKind(start) ?? 'bytes of no kind that is known';
}

/** A packet's tag, its length in one or two bytes, and the version of a session key. */
function isOpenPgp(start: Buffer): boolean {
  const [tag = 0, one = 0, two = 0, three = 0] = start;
  if (!OPENPGP_TAGS.includes(tag)) return false;
  const version = tag === 0x85 || (tag >= 0xc0 && one >= 192) ? three : two;
  return OPENPGP_VERSIONS.includes(version);
}

/** Null: bytes that no text has. */
function textKind(start: Buffer): string | null {
  // The last character may be cut.
  const text = new TextDecoder('utf-8').decode(start.subarray(0, -4));
  if (start.length === 0 || /[\ufffd\u0000-\u0008\u000e-\u001a]/.test(text)) return null;
  const begins = text.replace('\ufeff', '').trimStart().slice(0, 100).toLowerCase();
  if (begins.startsWith('<!doctype html') || begins.startsWith('<html')) return 'an HTML page';
  if (begins.startsWith('<')) return 'an XML or HTML document';
  if (begins.startsWith('--') && text.includes('PostgreSQL')) return 'an SQL dump that anybody can read';
  if (/^[A-Za-z0-9+/=\s]{60,}$/.test(text)) return 'base64 text';
  return 'plain text';
}
