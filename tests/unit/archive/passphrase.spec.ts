import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawBytes, rawText } from '../../../helpers/base/raw-text.ts';
import { encodedForms } from '../../../helpers/redact/encoded-forms.ts';
import { buildArchive, workshop, type Workshop } from './build-archive.ts';
import { failedCodes, judge, read, saying } from './judged.ts';

const SECRET = 'clé du-registre';
let shop: Workshop;
let packed: Buffer;

test.beforeAll(() => {
  shop = workshop();
  buildArchive(shop.dir, { packed: (bytes) => (packed = bytes) });
});

test.afterAll(() => shop.remove());

/** An archive that openssl encrypted with these options and the first line of these bytes. */
function encrypted(passphrase: Buffer | string, options = ['-aes-256-cbc', '-pbkdf2']): string {
  const [plain, file] = [join(shop.dir, 'packed'), join(shop.dir, 'passphrase')];
  const path = join(shop.dir, '2026-11-23.tar.gz.enc');
  writeFileSync(plain, packed);
  writeFileSync(file, passphrase);
  execFileSync('openssl', ['enc', ...options, '-in', plain, '-out', path, '-pass', `file:${file}`], {
    stdio: 'ignore',
  });
  return path;
}

const decrypts = async (path: string, passphrase: string) => {
  const checks = judge(await read(path, { passphrase, depth: 'structure' }));
  return checks.find(({ code }) => code === 'ARCHIVE_DECRYPTS')!;
};

test('bytes stay what they are, UTF-8 or not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
      expect(rawBytes(rawText(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      expect(rawBytes(text)).toEqual(Buffer.from(text, 'utf8'));
      expect(encodedForms(rawText(Buffer.from(text, 'latin1')))).not.toContain('');
    }),
  );
});

const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${SECRET}\r\n`, 'utf16le')]);
const FILES: [string, Buffer | string, Buffer | string][] = [
  ['a line', `${SECRET}\n`, `${SECRET}\n`],
  ['no line feed', SECRET, SECRET],
  ['bytes that are not UTF-8', Buffer.from(`${SECRET}\n`, 'latin1'), Buffer.from(`${SECRET}\n`, 'latin1')],
  ['a carriage return that openssl took as well', `${SECRET}\r\n`, `${SECRET}\r\n`],
  ['a carriage return that an editor added', SECRET, `${SECRET}\r\n`],
  ['a byte order mark that an editor added', SECRET, `\ufeff${SECRET}\r\n`],
  ['UTF-16, as PowerShell writes it', SECRET, utf16],
  ['UTF-16, high bytes first', SECRET, Buffer.from(utf16.subarray(0, -2)).swap16()],
  ['more lines', `${SECRET}\nmore`, `${SECRET}\nothers`],
];
for (const [what, made, kept] of FILES) {
  test(`a passphrase file opens the archive: ${what}`, async () => {
    const found = await decrypts(encrypted(made), rawText(Buffer.from(kept)));
    expect(found.status).toBe('passed');
  });
}

const SLIPS: [string, string | Buffer, string, RegExp][] = [
  ['a blank at its end', SECRET, `${SECRET} `, /without the blank at its end/],
  ['quotes around it', SECRET, `"${SECRET}"`, /without the quotes/],
  ['another encoding', Buffer.from(SECRET, 'latin1'), SECRET, /encoding Latin-1/],
  ['another encoding, the other way round', SECRET, rawText(Buffer.from(SECRET, 'latin1')), /encoding UTF-8/],
  ['a percent sign in a crontab', 'first', 'first%second', /cut at its first %/],
  ['another form of its accents', SECRET.normalize('NFD'), SECRET, /decomposed/],
  ['a carriage return in production’s file', `${SECRET}\r\n`, SECRET, /with a carriage return/],
];
for (const [what, made, configured, says] of SLIPS) {
  test(`a passphrase that is nearly right is named: ${what}`, async () => {
    const found = await decrypts(encrypted(made), configured);
    expect(found.status === 'failed' && found.actual).toMatch(says);
  });
}

const OPTIONS: [string[], string][] = [
  [['-aes-256-cbc', '-md', 'md5'], '-aes-256-cbc -md md5, without -pbkdf2'],
  [['-aes-256-cbc'], '-aes-256-cbc -md sha256, without -pbkdf2'],
  [['-aes-256-cbc', '-pbkdf2', '-iter', '100000'], '-aes-256-cbc -pbkdf2 -iter 100000'],
  [['-aes-256-cbc', '-pbkdf2', '-md', 'sha512'], '-aes-256-cbc -pbkdf2 -md sha512'],
  [['-aes-128-cbc', '-pbkdf2'], '-aes-128-cbc -pbkdf2 -md sha256'],
  [['-aes-256-ctr', '-pbkdf2'], '-aes-256-ctr -pbkdf2 -md sha256'],
  [['-des-ede3-cbc', '-md', 'sha1'], '-des-ede3-cbc -md sha1, without -pbkdf2'],
];
for (const [options, named] of OPTIONS) {
  test(`other options of openssl are named: ${named}`, async () => {
    const checks = judge(await read(encrypted(SECRET, options), { passphrase: SECRET }));
    expect(failedCodes(checks)).toEqual(['ARCHIVE_DECRYPTS']);
    expect(saying(checks, 'ARCHIVE_DECRYPTS')).toContain(named);
  });
}

test('a passphrase that is nothing like it is said to be wrong, and no more', async () => {
  const found = await decrypts(encrypted(SECRET), 'something else');
  expect(found).toMatchObject({ status: 'failed', actual: 'the passphrase does not open the archive' });
});

const gnupg = Buffer.from('8c0d04090302f3d6', 'hex');
const KINDS: [string, () => Buffer, RegExp][] = [
  ['zeros', () => Buffer.alloc(9000), /4096 zero bytes/],
  [
    'zeros over the beginning',
    () => Buffer.concat([Buffer.alloc(4096), sealedBytes().subarray(4096)]),
    /zero bytes/,
  ],
  ['a web page', () => Buffer.from(`\n<!DOCTYPE html><html>${' '.repeat(3000)}</html>`), /an HTML page/],
  ['OpenPGP', () => Buffer.concat([gnupg, sealedBytes()]), /OpenPGP/],
  ['OpenPGP as text', () => Buffer.from(`-----BEGIN PGP MESSAGE-----\n${'a'.repeat(3000)}`), /OpenPGP/],
  [
    'base64 of the archive',
    () => Buffer.from(sealedBytes().toString('base64')),
    /base64 text \(openssl enc -a\)/,
  ],
  ['a gzip file', () => packed, /a gzip file that anybody can unpack/],
  [
    'a tar archive',
    () => execFileSync('gzip', ['-dc'], { input: packed, maxBuffer: 1 << 28 }),
    /a tar archive/,
  ],
  ['an error message', () => Buffer.from('cat: no such file\n'.repeat(90)), /plain text/],
  ['a dump', () => Buffer.from(`PGDMP${' '.repeat(3000)}`), /a PostgreSQL dump/],
  ['noise', () => sealedBytes().subarray(16), /bytes of no kind that is known/],
];
const sealedBytes = (): Buffer => readFileSync(encrypted(SECRET));
for (const [what, bytes, says] of KINDS) {
  test(`what is no encrypted archive is told by what it looks like, and kept: ${what}`, async () => {
    const path = join(shop.dir, '2026-11-23.tar.gz.enc');
    writeFileSync(path, bytes());
    const checks = judge(await read(path, { passphrase: SECRET }));
    expect(failedCodes(checks)).toContain('ARCHIVE_ENCRYPTED');
    expect(saying(checks, 'ARCHIVE_ENCRYPTED')).toMatch(says);
    expect(checks.find(({ code }) => code === 'ARCHIVE_ENCRYPTED')?.remedy).toMatch(/^Keep the file/);
  });
}
