import { z } from 'zod';
import { FailureError } from '../../base/outcome.ts';
import type { Environment } from '../environment.ts';

/**
 * A value that came from outside, in the shape that is built on; what is not asked for is left out.
 *
 * @throws FailureError `unexpected` that names the environment, the question and the part that is otherwise
 */
export function shaped<T>(environment: Environment, what: string, shape: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = shape.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const part = (issue?.path ?? []).map(String).join('.').slice(0, 100);
  throw new FailureError(
    'unexpected',
    `${environment.name}: the answer to ${what} is not as OpenCRVS gives it` +
      `${part === '' ? '' : ` at ${part}`} (${(issue?.message ?? 'invalid').slice(0, 100)})`,
  );
}

/** An id, a tracking id or a name of a field: short, in one line. */
export const name = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'holds control characters');

/** A time as ISO 8601. */
export const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is no time');
