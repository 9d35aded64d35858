/**
 * How a secret can be masked. `anywhere`: wherever it stands, encoded too. `whole`: where it stands alone; inside a hash it would match
 * by chance. `foreign`: it could be a word of our own texts, which would then be mutilated and tell it by that; it is masked in what
 * others say. `never`: too short, it would be found everywhere.
 */
export type Strength = 'anywhere' | 'whole' | 'foreign' | 'never';

const SHORTEST = 6;
const LONG = 8;
/** Longer ones are no word of ours. */
const LONGEST_WORD = 15;

export function strengthOf(secret: string): Strength {
  if (secret.length < SHORTEST) return 'never';
  if (secret.length <= LONGEST_WORD && /^(?:\p{L}\p{Ll}*|\p{Lu}+)$/u.test(secret)) return 'foreign';
  return secret.length < LONG ? 'whole' : 'anywhere';
}
