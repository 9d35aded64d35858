import { createDecipheriv, pbkdf2, type Decipher } from 'node:crypto';
import { promisify } from 'node:util';
import { rawBytes } from '../../base/raw-text.ts';

/** What `openssl enc -salt` writes in front of the ciphertext, before the salt of 8 bytes. */
export const SALTED = Buffer.from('Salted__');
export const HEADER_SIZE = 16;
export const BLOCK_SIZE = 16;
/** OpenSSL's default for `-pbkdf2` without `-iter`; confirmed with OpenSSL 3.0. */
export const ITERATIONS = 10_000;
const TAR_BLOCK = 512;

/** Key and IV of `openssl enc -aes-256-cbc -pbkdf2` for a passphrase and the salt of one file. */
export async function deriveKey(
  passphrase: string | Buffer,
  salt: Buffer,
): Promise<{ key: Buffer; iv: Buffer }> {
  const secret = typeof passphrase === 'string' ? rawBytes(passphrase) : passphrase;
  const bytes = await promisify(pbkdf2)(secret, salt, ITERATIONS, 48, 'sha256');
  return { key: bytes.subarray(0, 32), iv: bytes.subarray(32) };
}

/** A decipher that takes whole blocks and leaves the padding to the caller: it is evidence. */
export function decipherOf(key: Buffer, iv: Buffer): Decipher {
  return createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
}

/** Length of the PKCS#7 padding at the end of a decrypted last block; 0: not padding. */
export function paddingOf(block: Buffer): number {
  const n = block[block.length - 1] ?? 0;
  if (n < 1 || n > BLOCK_SIZE || block.length < n) return 0;
  return block.subarray(block.length - n).every((byte) => byte === n) ? n : 0;
}

/** The decrypted last two blocks of a file, from its last bytes alone; null: they are not enough. */
export function lastBlocksOf(tail: Buffer, fileSize: number, key: Buffer): Buffer | null {
  const wanted = 3 * BLOCK_SIZE;
  if (fileSize % BLOCK_SIZE !== 0 || fileSize < HEADER_SIZE + wanted || tail.length < wanted) return null;
  const iv = tail.subarray(-wanted, -2 * BLOCK_SIZE);
  return decipherOf(key, iv).update(tail.subarray(-2 * BLOCK_SIZE));
}

/**
 * Whether decrypted blocks end as a compressed tar archive does: padding, and before it a length that is a multiple of
 * tar's block. A right key finds that even when the beginning of the file is damaged, a wrong one only by chance, once in
 * 100,000 times.
 */
export function endsLikeArchive(blocks: Buffer): boolean {
  const padding = paddingOf(blocks);
  if (padding === 0 || blocks.length < padding + 4) return false;
  return blocks.readUInt32LE(blocks.length - padding - 4) % TAR_BLOCK === 0;
}

/** Flags of gzip, how hard it tried, and the systems it knows: what follows its magic bytes is hardly a matter of chance. */
const RESERVED = 0xe0;
const EFFORTS = [0, 2, 4];
const LAST_SYSTEM = 13;
const UNKNOWN_SYSTEM = 255;

/** Whether a decrypted first block begins like a gzip file. A wrong key does so once in 10^11 times. */
export function beginsLikeGzip(block: Buffer): boolean {
  if (block.length < 10 || block.readUIntBE(0, 3) !== 0x1f8b08) return false;
  const [flags, effort, system] = [block[3]!, block[8]!, block[9]!];
  const known = system <= LAST_SYSTEM || system === UNKNOWN_SYSTEM;
  return (flags & RESERVED) === 0 && EFFORTS.includes(effort) && known;
}
