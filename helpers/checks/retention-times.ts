import type { Facts } from '../facts/facts.ts';
import { baseName } from '../retention/backup-tree.ts';
import { expectedFiles } from '../layout/expected-files.ts';
import type { ListedEntry } from '../facts/retention.ts';
import { timeIn } from '../schedule/local-time.ts';
import { isOfEarlierSchedule, ownNight, TOLERANCE_MS } from '../retention/own-night.ts';
import { isAllowed, nightOf, type RetentionView } from '../retention/view.ts';
import { counted, listed, shown } from '../base/text.ts';
import { judged, notApplicable, notProven, type CheckDefinition, type Finding } from './check.ts';
import { retentionCheck } from './retention-check.ts';

/** Zones lie at most this far apart: what is allowed where production's zone is not known. */
const ZONES_MS = 26 * 3_600_000;

interface DatedArchive {
  file: ListedEntry;
  date: string;
}

function archives(view: RetentionView, without: 'extra' | 'rewritten'): DatedArchive[] {
  return view.arrived
    .filter(({ date }) => !isAllowed(view, date, without))
    .flatMap(({ date, files }) => {
      const { required, allowed } = expectedFiles(view.policy, date);
      const names = [...required, ...allowed];
      return files
        .filter(({ path, kind }) => kind === 'file' && names.includes(baseName(path)))
        .map((file) => ({ file, date }));
    });
}

const soOf = (all: readonly unknown[], problems: readonly string[]): string =>
  problems.length === 0 ? `${counted(all.length, 'archive')}, all so` : listed(problems);

/** What archives of an earlier schedule are measured by, for the end of a sentence. */
function byOwnTimes(view: RetentionView, found: readonly DatedArchive[]): string {
  const older = found.filter(({ date }) => isOfEarlierSchedule(view, date)).length;
  if (older === 0 || view.scheduleSince === null) return '';
  const since = timeIn(view.plan.dateZone, view.scheduleSince);
  return `; ${counted(older, 'archive')} of another schedule, before production's crontab was changed (${since}): judged by date and by the times of one another`;
}

/** Made in its own night: from its begin until the next one begins. */
export function madeInItsNight(view: RetentionView): Finding {
  const slack = view.zoneKnown ? TOLERANCE_MS : ZONES_MS;
  const found = archives(view, 'extra');
  const wrong = found.flatMap(({ file, date }) => {
    const { from, to } = ownNight(view, date);
    const at = Date.parse(file.modifiedAt);
    if (at >= from - slack && at < to + slack) return [];
    const relation =
      at < from ? 'before its night began: a copy of an older one?' : 'after its night was over';
    return [`${shown(file.path)} is of ${timeIn(view.plan.dateZone, at)}, ${relation}`];
  });
  return judged(
    wrong.length === 0,
    'every archive made in its own night',
    soOf(found, wrong) + byOwnTimes(view, found),
  );
}

/** A run made it itself, when it was asked to. */
const isOwn = (
  { facts: { ownNights = [] } }: RetentionView,
  date: string,
  { modifiedAt }: ListedEntry,
): boolean =>
  ownNights.some((night) => {
    const at = Date.parse(modifiedAt);
    const [from, to] = [Date.parse(night.startedAt), Date.parse(night.finishedAt)];
    return night.date === date && at >= from - TOLERANCE_MS && at <= to + TOLERANCE_MS;
  });

/** Made by the time that staging fetches it; later also means: made again. */
export function madeInTime(view: RetentionView): Finding {
  if (!view.zoneKnown) return notProven("production's time zone is not known");
  const { dateZone } = view.plan;
  // By which schedule an older one was due is not known.
  const found = archives(view, 'rewritten').filter(
    ({ file, date }) =>
      nightOf(view, date) !== null && !isOfEarlierSchedule(view, date) && !isOwn(view, date, file),
  );
  if (found.length === 0) return notApplicable('there is no archive of a night by this schedule');
  const late = found.flatMap(({ file, date }) => {
    const made = Date.parse(file.modifiedAt);
    const { dueBy, to } = ownNight(view, date);
    // What was made when the night was over is another check's finding.
    if (dueBy === null || made <= dueBy + TOLERANCE_MS || made > to + TOLERANCE_MS) return [];
    return [`${shown(file.path)} is of ${timeIn(dateZone, made)}, due by ${timeIn(dateZone, dueBy)}`];
  });
  return judged(late.length === 0, 'every archive made by the time staging fetches it', soOf(found, late));
}

/** When the archives were made. */
export const timeChecks: readonly CheckDefinition<Facts>[] = [
  retentionCheck(
    {
      code: 'RETENTION_TIMES',
      severity: 'critical',
      title: 'Every archive was made in its own night',
      remedy:
        'An archive older than its directory was copied there; a newer one was overwritten. Find out by whom, and do not rely on it for a restore of that date.',
      requiredBy: ['acceptance', 'nightly'],
    },
    madeInItsNight,
  ),
  retentionCheck(
    {
      code: 'RETENTION_IN_TIME',
      severity: 'warning',
      title: 'Every archive was ready when staging fetches it',
      remedy:
        'The backup takes longer than the schedule allows, or was run again by hand: let staging fetch later, or document the second run in the exceptions file.',
      requiredBy: [],
    },
    madeInTime,
  ),
];
