import { createDecipheriv, createHash, getCiphers, getCipherInfo, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { beginsLikeGzip, ITERATIONS } from './encryption.ts';
import { formsOf, slipsOf } from './passphrase-forms.ts';

/** What a file would have been encrypted with, had its maker done one thing otherwise. */
export interface NearMiss {
  /** Whether the passphrase differs, or what openssl was told to do with it. */
  differs: 'passphrase' | 'options';
  /** `without the blank at its end`, `-aes-256-cbc -md md5`. */
  how: string;
}

type Derive = (passphrase: Buffer, salt: Buffer, length: number) => Promise<Buffer>;

const USUAL = 'aes-256-cbc';
const OTHER_CIPHERS = [
  ...[
    'aes-128-cbc',
    'aes-192-cbc',
    'aes-256-ctr',
    'aes-128-ctr',
    'aes-256-cfb',
    'aes-256-ofb',
    'aes-256-ecb',
  ],
  ...['camellia-256-cbc', 'aria-256-cbc', 'des-ede3-cbc', 'chacha20'],
];
const DIGESTS = ['sha256', 'md5', 'sha1', 'sha512'];
/** Rounds that people write: together a second of work. */
const ROUNDS = [
  ...[1, 1000, 2000, 2048, 4096, 5000, 20_000, 50_000, 65_536, 100_000],
  ...[200_000, 250_000, 310_000, 600_000],
];

/**
 * Looks whether a passphrase that does not open a file would do so with a common slip undone, or with other options of
 * `openssl enc`. `block`: the first bytes after the header. Null: nothing that is tried fits.
 */
export async function nearMissOf(passphrase: string, salt: Buffer, block: Buffer): Promise<NearMiss | null> {
  const fits = async (bytes: Buffer, cipher: string, derive: Derive): Promise<boolean> => {
    const { keyLength, ivLength = 0 } = getCipherInfo(cipher) ?? { keyLength: 0 };
    const secret = await derive(bytes, salt, keyLength + ivLength);
    const iv = ivLength === 0 ? null : secret.subarray(keyLength);
    const decipher = createDecipheriv(cipher, secret.subarray(0, keyLength), iv).setAutoPadding(false);
    return beginsLikeGzip(decipher.update(block));
  };
  for (const { bytes, how } of slipsOf(passphrase)) {
    if (await fits(bytes, USUAL, stretched('sha256', ITERATIONS)))
      return { differs: 'passphrase', how: how ?? '' };
  }
  const available = OTHER_CIPHERS.filter((cipher) => getCiphers().includes(cipher));
  for (const { bytes } of formsOf(passphrase)) {
    for (const cipher of [USUAL, ...available]) {
      for (const [options, derive] of derivations(cipher === USUAL ? DIGESTS : DIGESTS.slice(0, 1))) {
        if (await fits(bytes, cipher, derive)) return { differs: 'options', how: `-${cipher}${options}` };
      }
    }
    for (const rounds of ROUNDS) {
      const options = `-${USUAL} -pbkdf2 -iter ${rounds}`;
      if (await fits(bytes, USUAL, stretched('sha256', rounds))) return { differs: 'options', how: options };
    }
  }
  return null;
}

function derivations(stretchedWith: readonly string[]): [string, Derive][] {
  return [
    ...stretchedWith.map((digest): [string, Derive] => [
      ` -pbkdf2 -md ${digest}`,
      stretched(digest, ITERATIONS),
    ]),
    ...DIGESTS.map((digest): [string, Derive] => [` -md ${digest}, without -pbkdf2`, chained(digest)]),
  ];
}

/** `-pbkdf2 -md DIGEST -iter ROUNDS`. */
const stretched =
  (digest: string, rounds: number): Derive =>
  (passphrase, salt, length) =>
    promisify(pbkdf2)(passphrase, salt, rounds, length, digest);

/** Without `-pbkdf2`: OpenSSL's own derivation, a chain of hashes. */
const chained =
  (digest: string): Derive =>
  (passphrase, salt, length) => {
    let [bytes, last] = [Buffer.alloc(0), Buffer.alloc(0)];
    while (bytes.length < length) {
      last = createHash(digest).update(last).update(passphrase).update(salt).digest();
      bytes = Buffer.concat([bytes, last]);
    }
    return Promise.resolve(bytes.subarray(0, length));
  };
