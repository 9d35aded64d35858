import { DamageError, type Layer } from '../facts/damage.ts';
import { TooMuchError } from './stream/budget.ts';
import { SourceError } from './stream/source.ts';

/**
 * What an error inside a reader says of the archive: damage as it is; anything that a reader stumbled over as `unjudged`
 * damage of `layer`. Throws on what says nothing of the archive.
 */
export function damageFrom(error: unknown, layer: Layer): DamageError {
  if (error instanceof DamageError) return error;
  if (error instanceof SourceError) throw error;
  if (error instanceof TooMuchError) return new DamageError(layer, 'unjudged', error.message);
  // The message of an error may quote what was read.
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return new DamageError(layer, 'unjudged', `this reader cannot make sense of what is there (${kind})`);
}
