import type { Problem } from '../facts/problem.ts';
import { KEYS } from './keys.ts';

/** Keys of which one says it all: a value, the file that holds it, the command that prints it. Two that differ would be a guess. */
export function exclusiveKeys(env: Record<string, string | undefined>): Problem[] {
  const isSet = (key: string) => (env[key] ?? '') !== '';
  return KEYS.filter(({ secret }) => secret === true).flatMap(({ key }) => {
    const given = [key, `${key}_FILE`, `${key}_COMMAND`].filter(isSet);
    return given.length > 1
      ? [{ key, wrong: `is given more than once: keep one of ${given.join(', ')}` }]
      : [];
  });
}
