import { DamageError } from '../../facts/damage.ts';
import type { NearMiss } from './near-miss.ts';

/**
 * Why what was decrypted does not begin like a gzip stream. `endFits`: whether its end is as it should be; `miss`: what else
 * would have opened it.
 */
export function explainStart(endFits: boolean, miss: NearMiss | null): DamageError {
  if (endFits) {
    return new DamageError(
      'cipher',
      'corrupt',
      'the passphrase fits the end of the archive, but its beginning is damaged or was never a gzip stream',
    );
  }
  if (miss === null)
    return new DamageError('cipher', 'wrong-key', 'the passphrase does not open the archive');
  if (miss.differs === 'passphrase') {
    const message = `the archive was encrypted with the configured passphrase ${miss.how}`;
    return new DamageError('cipher', 'wrong-key', message);
  }
  return new DamageError(
    'cipher',
    'wrong-options',
    `the passphrase is right, but the archive was encrypted with other options: openssl enc ${miss.how}; OpenCRVS’s restore ` +
      'expects -aes-256-cbc -pbkdf2',
  );
}
