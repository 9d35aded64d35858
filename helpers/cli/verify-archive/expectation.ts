import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RegistrationFacts } from '../../facts/registration.ts';
import type { TestRegistration } from '../../facts/test-registration.ts';
import { UserError } from '../../base/user-error.ts';

/**
 * The test registration of a run: from the run's `run.json` (its facts lie beside it), from those facts, or from a file
 * that holds a registration alone.
 */
export function expectationFrom(file: string): TestRegistration {
  const content = read(file);
  if (isRegistration(content)) return content;
  const facts = 'record' in content ? content : read(join(dirname(file), 'facts', 'registration.json'));
  const { record } = facts as unknown as RegistrationFacts;
  if (record?.ok && isRegistration(record.value as unknown as Record<string, unknown>)) return record.value;
  throw new UserError(`${file} holds no accepted test registration.`);
}

function read(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'it is not JSON';
    throw new UserError(`${file} cannot be read (${why}).`, undefined, { cause: error });
  }
}

function isRegistration(
  content: Record<string, unknown>,
): content is Record<string, unknown> & TestRegistration {
  return typeof content['eventId'] === 'string' && Array.isArray(content['attachments']);
}
