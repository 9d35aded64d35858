import { randomBytes, randomInt } from 'node:crypto';
import ssh2 from 'ssh2';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const randomText = (length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

export interface KeyPair {
  /** OpenSSH's private key format, without a passphrase. */
  private: string;
  /** One line of `authorized_keys`. */
  public: string;
}

/**
 * What one lab alone knows; made new for each, so that nothing of it is worth stealing and no run can pass by
 * an old one.
 */
export interface LabSecrets {
  /** 16 letters and digits, the alphabet and length that OpenCRVS's set-up generates. */
  passphrase: string;
  postgresPassword: string;
  eventsPassword: string;
  s3: { accessKey: string; secretKey: string };
  registrarPassword: string;
  stagingPassword: string;
  /** Base32, 26 characters: what the authenticator module itself would make. */
  totpSecret: string;
  /** The verifier's own login. */
  verifierKey: KeyPair;
  /**
   * Root's on production and staging, authorised for `backup` on the backup host: RSA, as OpenCRVS makes it.
   */
  robotKey: KeyPair;
  /** The lab's way between its hosts. */
  momentsKey: KeyPair;
}

function ed25519(comment: string): KeyPair {
  return ssh2.utils.generateKeyPairSync('ed25519', { comment });
}

export function newSecrets(): LabSecrets {
  return {
    passphrase: randomText(16, LETTERS),
    postgresPassword: randomText(24, LETTERS),
    eventsPassword: randomText(24, LETTERS),
    s3: { accessKey: randomText(20, LETTERS), secretKey: randomBytes(20).toString('hex') },
    registrarPassword: randomText(16, LETTERS),
    stagingPassword: randomText(16, LETTERS),
    totpSecret: randomText(26, BASE32),
    verifierKey: ed25519('verifier'),
    robotKey: ssh2.utils.generateKeyPairSync('rsa', { bits: 2048, comment: 'root@application-server' }),
    momentsKey: ed25519('lab'),
  };
}
