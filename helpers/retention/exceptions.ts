import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { err, ok, type Outcome } from '../base/outcome.ts';
import type { RetentionException } from '../facts/retention.ts';

/** Longest life of an exception, in days: what must last longer is a change of policy. */
export const LONGEST_EXCEPTION_DAYS = 90;

const date = z.iso.date('must be a date such as 2026-11-23');

const exception = z
  .strictObject({
    /** Name directly below the backup directory. */
    name: z
      .string()
      .min(1)
      .regex(/^[^/\0]+$/, 'must be a name without a slash'),
    /**
     * `extra`: it may lie there though it is none of the nights, such as an old archive put back for a
     * restore. `rewritten`: this night's archive was made again later in the day.
     */
    allow: z.enum(['extra', 'rewritten']),
    reason: z.string().min(1),
    /** Who answers for it. */
    by: z.string().min(1),
    since: date,
    /** Last day on which it holds. */
    until: date,
  })
  .refine(({ since, until }) => since <= until, { error: '“until” is before “since”', path: ['until'] })
  .refine(
    ({ since, until }) => Date.parse(until) - Date.parse(since) <= LONGEST_EXCEPTION_DAYS * 86_400_000,
    { error: `an exception may last ${LONGEST_EXCEPTION_DAYS} days at most`, path: ['until'] },
  );

const file = z.strictObject({ exceptions: z.array(exception) });

/** Reads the exceptions file; one that is not there means no exceptions, one that cannot be read is trouble. */
export async function loadExceptions(path: string): Promise<Outcome<RetentionException[]>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok([]);
    return err('refused', `${path}: ${(error as Error).message}`);
  }
  return parseExceptions(text, path);
}

/** @param source how the file is called in messages */
export function parseExceptions(text: string, source: string): Outcome<RetentionException[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err('unexpected', `${source} is not JSON: ${(error as Error).message}`);
  }
  const parsed = file.safeParse(json);
  if (parsed.success) return ok(parsed.data.exceptions);
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return err('unexpected', `${source}: ${problems.join('; ')}`);
}
