import type { Facts } from '../facts/facts.ts';
import type { RotationJob } from '../facts/retention.ts';
import { timeIn } from '../schedule/local-time.ts';
import { nextRotationOf } from '../retention/next-rotation.ts';
import { zoneOf } from '../retention/night-plan.ts';
import { transitionOf, transitionText } from '../retention/transition.ts';
import type { RetentionView } from '../retention/view.ts';
import { nextRotation, rotationHere } from '../retention/window.ts';
import { withoutSlash } from '../base/text.ts';
import { counted, listed, shown } from '../base/text.ts';
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

/** The backup host's job against the policy. */
export function provisioned(view: RetentionView): Finding {
  const { rotation, backupDir } = view.facts;
  if (!rotation.ok) return notProven(rotation.why);
  const keep = view.policy.backupsToKeep;
  const expected = `one rotation job, which keeps ${counted(keep, 'night')} of ${backupDir}`;
  const here = rotationHere(view) ?? [];
  const [job, ...others] = here;
  if (job === undefined) {
    const elsewhere = rotation.value.map(({ directory }) => directory);
    return failed(
      expected,
      elsewhere.length === 0 ? "no rotation job in root's crontab" : `rotation only of ${listed(elsewhere)}`,
    );
  }
  if (others.length > 0)
    return failed(expected, `${here.length} jobs, keeping ${here.map(kept).join(' and ')}`);
  if (job.keep !== keep) return failed(expected, `a job that keeps ${kept(job)}`);
  const transition = transitionOf(view);
  return passed(
    expected,
    `it does (${job.schedule})${transition === null ? '' : `; ${transitionText(transition)}`}`,
  );
}

const kept = ({ keep }: RotationJob): string => (keep === null ? 'no number' : String(keep));

/** What rotation deletes next must be nothing that the policy keeps. */
export function keepsPolicy(view: RetentionView): Finding {
  const { rotation, listing, backupDir } = view.facts;
  if (!rotation.ok) return notProven(rotation.why);
  const jobs = (rotationHere(view) ?? []).flatMap((job) =>
    job.keep === null ? [] : [{ ...job, keep: job.keep }],
  );
  // A job without a number, or for another directory, deletes nothing here; that is another check's failure.
  const above = rotation.value.find(({ directory }) => backupDir.startsWith(`${directory}/`));
  if (above !== undefined) return notProven(`rotation runs over ${above.directory}, which was not listed`);
  if (jobs.length === 0) return notApplicable('no rotation job deletes anything in this directory');
  const runs = jobs.map((job) => nextRotationOf(view, job));
  const lost = [...new Set(runs.flatMap((run) => run.lost))].sort();
  const deleted = [...new Set(runs.flatMap(({ prediction }) => prediction.deleted))].sort();
  const zone = zoneOf(view.facts, 'backup') ?? view.plan.backupZone;
  const expected = `the rotation of ${timeIn(zone, nextRotation(view))} deletes no night that the policy keeps`;
  const deletes = `it deletes: ${listed(deleted.map((path) => path || 'the whole backup directory'))}`;
  const stops = runs.some(({ prediction }) => prediction.stopped)
    ? '; a quote in a name stops it half-way'
    : '';
  if (lost.length > 0)
    return failed(expected, `${listed(lost)} would go; ${deletes}${stops}`, countedText(runs));
  if (listing.truncated || !listing.complete) return notProven('not every directory is listed');
  return judged(stops === '', expected, `${deletes}${stops}`);
}

const countedText = (runs: readonly { kind: RotationJob['kind'] }[]): string =>
  runs.some(({ kind }) => kind === 'every-directory')
    ? 'The installed script counts every directory at any depth, labels and nested ones too.'
    : 'The installed script counts every directory with a name shaped like a date.';

/** Production sends to, and staging fetches from, the directory that is looked at. */
export function sameDirectory({ facts: { jobs, backupDir } }: RetentionView): Finding {
  const directories = Object.entries(jobs).flatMap(([host, found]) =>
    (found.ok ? found.value : []).flatMap(({ job, remoteDirectory }) =>
      remoteDirectory === null ? [] : [{ job: `${host}'s ${job}`, directory: remoteDirectory }],
    ),
  );
  if (directories.length === 0) return notProven('no job is known that names its directory');
  const here = withoutSlash(backupDir);
  const others = directories.filter(({ directory }) => withoutSlash(directory) !== here);
  return judged(
    others.length === 0,
    `all jobs use ${backupDir}`,
    (others.length === 0 ? directories : others)
      .map(({ job, directory }) => `${job}: ${shown(directory)}`)
      .join(', '),
  );
}

/** The job that deletes old nights, and where the others look. */
export const rotationChecks: readonly CheckDefinition<Facts>[] = [
  retentionCheck(
    {
      code: 'RETENTION_NOT_PROVISIONED',
      severity: 'critical',
      title: 'The backup host keeps the number of nights that the policy says',
      remedy:
        'Set amount_of_backups_to_keep for the backup host and provision it again, or correct AMOUNT_OF_BACKUPS_TO_KEEP here.',
      requiredBy: ['acceptance'],
    },
    provisioned,
  ),
  retentionCheck(
    {
      code: 'RETENTION_ROTATION_KEEPS_POLICY',
      severity: 'critical',
      title: 'The next rotation deletes no night that the policy keeps',
      remedy:
        'Before the next rotation move everything that is not a night out of the backup directory; after a migration to 2.x install its rotation script.',
      requiredBy: ['acceptance'],
    },
    keepsPolicy,
  ),
  retentionCheck(
    {
      code: 'RETENTION_SAME_DIRECTORY',
      severity: 'critical',
      title: 'Backup, restore and this proof look at the same directory',
      remedy:
        'Correct BACKUP_DIR here, or backup_server_remote_target_directory and backup_server_remote_source_directory and provision again.',
      requiredBy: [],
    },
    sameDirectory,
  ),
];
