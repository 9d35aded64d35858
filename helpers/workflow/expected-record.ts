import { listRuns } from '../runs/list-runs.ts';
import type { TestRegistration } from '../facts/test-registration.ts';

/**
 * The newest test record of this folder that the archive of a night must hold: made before that night, and after production was
 * cleared for going live. Null: there is none.
 */
export function expectedIn(
  runsDir: string,
  night: string,
  goLiveDate: string | null,
): TestRegistration | null {
  const records = listRuns(runsDir).flatMap(({ run }) => {
    const { registration, cycle } = run.facts();
    const carriedBy = cycle?.expectedDate;
    if (registration?.record.ok !== true || carriedBy?.ok !== true || carriedBy.value > night) return [];
    const record = registration.record.value;
    return goLiveDate !== null && record.registeredAt.slice(0, 10) < goLiveDate ? [] : [record];
  });
  return records.sort((a, b) => a.registeredAt.localeCompare(b.registeredAt)).at(-1) ?? null;
}
