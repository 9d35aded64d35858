import { DamageError } from '../damage.ts';

/** Why what was decrypted does not begin like a gzip stream; `padding`: found at the end of the file, null: unknown. */
export function explainStart(padding: number | null): DamageError {
  if (padding === null || padding === 0) {
    return new DamageError('cipher', 'wrong-key', 'the passphrase does not open the archive');
  }
  if (padding === 1) {
    // By chance 1 of 256 wrong passphrases leaves this at the end.
    return new DamageError(
      'cipher',
      'wrong-key',
      'the passphrase does not open the archive, or its first block is damaged',
    );
  }
  return new DamageError(
    'cipher',
    'corrupt',
    'the passphrase fits the end of the archive, but what it begins with is damaged or is no gzip stream',
  );
}
