import { constants, gunzipSync } from 'node:zlib';
import {
  BLOCK_SIZE,
  decipherOf,
  deriveKey,
  HEADER_SIZE,
  paddingOf,
  SALTED,
} from '../archive/container/encryption.ts';
import type { Opening } from '../facts/preflight.ts';

/** How many bytes tell whether a passphrase is right. */
export const KILOBYTE = 1024;

/**
 * Tries a passphrase on the first bytes of an archive. One of 256 wrong ones passes every test of openssl: the compressed
 * stream behind it decides.
 */
export async function openingOf(passphrase: string, start: Buffer): Promise<Opening> {
  if (!start.subarray(0, SALTED.length).equals(SALTED)) return 'not-encrypted';
  const { key, iv } = await deriveKey(passphrase, start.subarray(SALTED.length, HEADER_SIZE));
  const blocks = start.subarray(HEADER_SIZE, start.length - (start.length % BLOCK_SIZE));
  const deciphered = decipherOf(key, iv).update(blocks);
  // So small an archive is here whole, with its padding.
  const padding = start.length < KILOBYTE ? paddingOf(deciphered.subarray(-BLOCK_SIZE)) : 0;
  const plain = deciphered.subarray(0, deciphered.length - padding);
  try {
    gunzipSync(plain, { finishFlush: constants.Z_SYNC_FLUSH });
    return 'opens';
  } catch {
    return 'wrong-passphrase';
  }
}
