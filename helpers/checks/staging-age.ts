import type { Facts } from '../facts/facts.ts';
import { oldestData } from '../retention/oldest-data.ts';
import { failed, notProven, passed, type CheckDefinition, type Finding } from './check.ts';
import { stagingCheck } from './staging-judging.ts';

/** Questions about the age of what staging shows. */
export const stagingAgeChecks: readonly CheckDefinition<Facts>[] = [
  stagingCheck({
    code: 'STAGING_DATA_AGE',
    severity: 'warning',
    requiredBy: [],
    title: 'The backup that staging stands on is no older than its schedule allows',
    remedy:
      'A night was missed: see the jobs of the night. In the kubernetes layout the restore takes yesterday’s archive unless told otherwise: set RESTORE_DATE, or the schedule after the backup’s.',
    judge: ageFinding,
  }),
];

const HOUR_MS = 3_600_000;
/** Where the schedules are not known: a night's archive serves until the next is restored. In hours. */
const OLDEST_HOURS = { swarm: 24 + 1, kubernetes: 48 + 1 } as const;
/** On top of what the schedules say, for the jobs themselves. */
export const JOBS_HOURS = 1;

/** How old staging's data may be: by the schedules that were seen, else by OpenCRVS's own. */
export function boundOf({ policy, retention }: Facts): { hours: number; because: string } {
  const scheduled = retention?.ok === true ? oldestData(retention.value, policy.layout) : null;
  return scheduled === null
    ? { hours: OLDEST_HOURS[policy.layout] + JOBS_HOURS, because: 'OpenCRVS’s own schedules' }
    : { hours: scheduled / HOUR_MS + JOBS_HOURS, because: 'the schedules of backup and restore' };
}

/** The time of the backup is the time of its file: rsync keeps it, in a zone that is known, unlike the dump's own. */
function ageFinding(facts: Facts): Finding {
  const { archive, staging } = facts;
  if (staging === undefined) return notProven('staging was not looked at');
  if (archive === undefined || !archive.ok) return notProven('the archive was not read');
  if (!staging.declaration.ok && staging.declaration.reason === 'missing')
    return notProven('staging does not stand on this archive');
  const times = archive.value.files.flatMap(({ listed }) => (listed === null ? [] : [listed.modifiedAt]));
  const [made] = times.sort();
  if (made === undefined) return notProven('the archive has no file');
  const hours = (Date.parse(staging.lookedAt) - Date.parse(made)) / HOUR_MS;
  const bound = boundOf(facts);
  const expected = `at most ${bound.hours.toFixed(1)} h by ${bound.because}`;
  const actual = `backed up ${made}, seen on staging ${hours.toFixed(1)} h later`;
  return hours <= bound.hours ? passed(expected, actual) : failed(expected, actual);
}
