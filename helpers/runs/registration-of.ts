import type { Run } from './run.ts';
import type { TestRegistration } from '../facts/test-registration.ts';

/** The test registration of a run; null while there is none. */
export function registrationOf(run: Run): TestRegistration | null {
  const record = run.facts().registration?.record;
  return record?.ok === true ? record.value : null;
}
