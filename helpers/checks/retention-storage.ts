import type { Facts } from '../facts/facts.ts';
import { forecastDisk } from '../retention/disk-forecast.ts';
import { nightBytes } from '../retention/night-states.ts';
import { newestBackupSet } from '../retention/repository.ts';
import { addDays } from '../schedule/local-time.ts';
import { isUnderWay, type RetentionView } from '../retention/view.ts';
import { counted, inBytes, listed } from '../base/text.ts';
import {
  failed,
  judged,
  notApplicable,
  notProven,
  passed,
  type CheckDefinition,
  type Finding,
} from './check.ts';
import { retentionCheck } from './retention-check.ts';

export function diskSpace(view: RetentionView): Finding {
  const { disk } = view.facts.listing;
  const nights = view.policy.backupsToKeep;
  const sizes = view.arrived.filter(({ date }) => !isUnderWay(view, date)).map(nightBytes);
  const forecast = forecastDisk(
    sizes.filter((bytes) => bytes > 0),
    disk.freeBytes,
    nights,
  );
  if (forecast === null) return notProven('no archive yet from which the next nights could be estimated');
  const { firstShortfall, nextBytes, growthBytes, freeAtEnd } = forecast;
  const expected = `room for the next ${counted(nights, 'night')}`;
  const figures =
    `${inBytes(disk.freeBytes)} free of ${inBytes(disk.totalBytes)}, ` +
    `next night about ${inBytes(nextBytes)}, growing by ${inBytes(growthBytes)} a night`;
  return firstShortfall === null
    ? passed(expected, `${figures}; ${inBytes(freeAtEnd)} free after them`)
    : failed(
        expected,
        `${figures}; night ${firstShortfall} from now (${addDays(view.today, firstShortfall)}) does not fit`,
      );
}

export function repositoryFresh(view: RetentionView): Finding {
  if (!view.tree.repositories.includes('postgres'))
    return notApplicable('there is no differential repository');
  if (view.due === null) return notProven('no night of the schedule has been due');
  const newest = newestBackupSet(view.facts.listing.entries);
  // A set may begin a little before the second that its night is counted from.
  const since = view.due.startsAt - 60_000;
  return judged(
    newest !== null && Date.parse(newest.at) >= since,
    `a backup set of ${view.due.date} or newer`,
    newest === null ? 'no backup set' : `newest is ${newest.label}`,
  );
}

/** The exceptions themselves: shown in every report, and gone when their time is over. */
export function exceptionsHold({ facts: { exceptions }, exceptions: active, today }: RetentionView): Finding {
  if (!exceptions.ok) return notProven(`no exception holds: ${exceptions.why}`);
  const expired = exceptions.value.filter(({ until }) => until < today);
  const text = active.map(
    ({ name, allow, reason, by, until }) => `${name} (${allow}) until ${until}: ${reason}, ${by}`,
  );
  return judged(
    expired.length === 0,
    'no exception past its last day',
    expired.length === 0
      ? text.join('; ') || 'no exceptions'
      : `past: ${listed(expired.map(({ name, until }) => `${name} (${until})`))}; in force: ${text.join('; ') || 'none'}`,
  );
}

/** Room, repositories and documented exceptions. */
export const storageChecks: readonly CheckDefinition<Facts>[] = [
  retentionCheck(
    {
      code: 'RETENTION_DISK_SPACE',
      severity: 'critical',
      title: 'The backup host has room for the next nights',
      remedy:
        'Free space on the backup host or enlarge its disk before the named night: a full disk leaves an empty directory.',
      requiredBy: ['acceptance', 'nightly'],
    },
    diskSpace,
  ),
  retentionCheck(
    {
      code: 'RETENTION_REPOSITORY_FRESH',
      severity: 'critical',
      title: 'The differential repository holds the newest night',
      remedy:
        "Read the backup pod's log; pgBackRest must have the same version in the container and on the backup host.",
      requiredBy: [],
    },
    repositoryFresh,
  ),
  retentionCheck(
    {
      code: 'RETENTION_EXCEPTIONS',
      severity: 'warning',
      title: 'The documented exceptions are in force',
      remedy: 'Remove what the exception allowed, then the exception; or renew it with a reason.',
      requiredBy: [],
    },
    exceptionsHold,
  ),
];
