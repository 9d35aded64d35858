import { DamageError } from '../../facts/damage.ts';

/** Why what was decrypted does not begin like a gzip stream; `endFits`: whether its end is as it should be. */
export function explainStart(endFits: boolean): DamageError {
  return endFits
    ? new DamageError(
        'cipher',
        'corrupt',
        'the passphrase fits the end of the archive, but its beginning is damaged or was never a gzip stream',
      )
    : new DamageError('cipher', 'wrong-key', 'the passphrase does not open the archive');
}
