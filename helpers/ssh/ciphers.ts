import { createRequire } from 'node:module';
import type { CipherAlgorithm } from 'ssh2';

const AES_GCM: readonly CipherAlgorithm[] = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com'];
const CHACHA: readonly CipherAlgorithm[] = ['chacha20-poly1305@openssh.com'];
const OTHERS: readonly CipherAlgorithm[] = ['aes128-ctr', 'aes192-ctr', 'aes256-ctr'];

/** Whether ssh2's native part was built when it was installed (it needs Node's headers and a compiler). */
export function hasNativeCiphers(): boolean {
  try {
    const crypto = createRequire(import.meta.url)('ssh2/lib/protocol/crypto') as {
      bindingAvailable?: boolean;
    };
    return crypto.bindingAvailable === true;
  } catch {
    return false;
  }
}

/**
 * Ciphers, the fastest first: with ssh2's native part AES-GCM; without it AES-GCM is three to four times slower, and
 * ChaCha20-Poly1305 (as WebAssembly) is the fast one. But that one keeps its state once for the whole process: a connection
 * inside another, behind a jump host, is garbled by it.
 */
export const cipherOrder = (native: boolean, inside: boolean): CipherAlgorithm[] =>
  native
    ? [...AES_GCM, ...CHACHA, ...OTHERS]
    : inside
      ? [...AES_GCM, ...OTHERS, ...CHACHA]
      : [...CHACHA, ...AES_GCM, ...OTHERS];
