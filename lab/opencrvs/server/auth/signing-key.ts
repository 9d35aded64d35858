import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The private key that signs tokens, in PEM. It lies beside the configuration, so that a token outlives a restart of the
 * server and the command-line `reindex` can sign its own; it is made where it is missing.
 */
export function signingKey(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    writeFileSync(path, privateKey, { mode: 0o600 });
    return privateKey;
  }
}
