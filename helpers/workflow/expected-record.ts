import type { RegistrationFacts } from '../facts/registration.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { listRuns } from '../runs/list-runs.ts';

/**
 * The registration of the newest run of this folder whose record the archive of a night must hold: carried by that night or an
 * earlier one, and made after production was cleared for going live. Null: there is none.
 */
export function registrationIn(
  runsDir: string,
  night: string,
  goLiveDate: string | null,
): RegistrationFacts | null {
  const carried = listRuns(runsDir).flatMap(({ run }) => {
    const { registration, cycle } = run.facts();
    const carriedBy = cycle?.expectedDate;
    if (registration?.record.ok !== true || carriedBy?.ok !== true || carriedBy.value > night) return [];
    const { registeredAt } = registration.record.value;
    return goLiveDate !== null && registeredAt.slice(0, 10) < goLiveDate
      ? []
      : [{ registration, registeredAt }];
  });
  return carried.sort((a, b) => a.registeredAt.localeCompare(b.registeredAt)).at(-1)?.registration ?? null;
}

/** Its record alone. */
export function expectedIn(
  runsDir: string,
  night: string,
  goLiveDate: string | null,
): TestRegistration | null {
  const record = registrationIn(runsDir, night, goLiveDate)?.record;
  return record?.ok === true ? record.value : null;
}
