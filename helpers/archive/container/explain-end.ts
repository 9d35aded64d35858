import { DamageError } from '../../facts/damage.ts';
import type { ByteReader } from '../stream/byte-reader.ts';
import type { CipherEnd } from './decipher.ts';
import { BLOCK_SIZE, HEADER_SIZE } from './encryption.ts';

export interface Explained {
  error: DamageError;
  /** In the encrypted file. */
  offset: number;
}

/**
 * What the end of the ciphertext says about an end of the gzip stream that is not as it should be, or, without an
 * error, about a gzip stream that is whole. `plain` stands where the gzip reader left it.
 */
export function explainEnd(error: DamageError | null, end: CipherEnd, plain: ByteReader): Explained | null {
  const fileSize = HEADER_SIZE + end.bytes;
  if (error === null) return explainWhole(end, fileSize);
  if (error.layer !== 'gzip') return { error, offset: HEADER_SIZE + plain.offset };
  if (error.kind === 'cut') {
    return { error: explainCut(error, end), offset: fileSize };
  }
  if (error.kind === 'trailing') return explainTrailing(error, end, plain);
  return { error, offset: HEADER_SIZE + plain.offset };
}

function explainCut({ atTrailer }: DamageError, { oddBytes, padding }: CipherEnd): DamageError {
  if (oddBytes > 0) {
    return new DamageError(
      'source',
      'cut',
      'the file is cut: it ends in the middle of a block of ciphertext',
    );
  }
  // A checksum cut in two may look like padding; nobody cuts a gzip stream by its last bytes before encrypting it.
  if (padding === 0 || atTrailer) {
    return new DamageError(
      'source',
      'cut',
      'the file is cut, or its last block is damaged: it ends too early',
    );
  }
  return new DamageError(
    'gzip',
    'cut',
    'the encryption is whole, but the gzip stream in it ends too early: it was cut before it was encrypted',
  );
}

function explainWhole(end: CipherEnd, fileSize: number): Explained | null {
  if (end.oddBytes > 0) {
    const message = `${end.oddBytes} bytes follow after the end of the ciphertext`;
    return { error: new DamageError('source', 'trailing', message), offset: fileSize - end.oddBytes };
  }
  if (end.padding === 0) {
    return {
      error: new DamageError('source', 'cut', 'the last block of the ciphertext is missing'),
      offset: fileSize,
    };
  }
  return null;
}

/** After the gzip stream must come the padding of the encryption and nothing else. */
function explainTrailing(error: DamageError, end: CipherEnd, plain: ByteReader): Explained {
  const at = HEADER_SIZE + plain.offset;
  const padding = BLOCK_SIZE - (plain.offset % BLOCK_SIZE);
  const rest = plain.peek(Math.min(padding, plain.ready));
  if (rest.length === padding && rest.every((byte) => byte === padding)) {
    const message = 'bytes follow after the end of the ciphertext';
    return { error: new DamageError('source', 'trailing', message), offset: at + padding };
  }
  if (end.padding === 0 && plain.ready <= BLOCK_SIZE) {
    return {
      error: new DamageError('cipher', 'corrupt', 'the padding of the last block is damaged'),
      offset: at,
    };
  }
  return { error, offset: at };
}
