import type { CronEntry } from './crontab.ts';
import type { NightlyJob, RotationJob, RotationKind } from '../facts/retention.ts';
import { isTimeZone } from './host-clock.ts';
import { withoutSlash } from '../base/text.ts';
import { optionIn, scriptRuns } from './script-runs.ts';

const SCRIPT = /^(?:backup|download|restore)\.sh$/;
const ROTATE = /^rotate[\w-]*\.sh$/;

/**
 * The backup, download and restore jobs among cron entries; of the command only what is certainly no secret.
 */
export function nightlyJobs(entries: readonly CronEntry[]): NightlyJob[] {
  return entries.flatMap((line) =>
    scriptRuns(line, SCRIPT).map(({ path, args }) => {
      const dateZone = line.variables['TZ']?.replace(/^:/, '');
      return {
        job: path.replace(/^.*\/|\.sh$/g, '') as NightlyJob['job'],
        schedule: line.schedule,
        dateZone: isTimeZone(dateZone) ? dateZone : null,
        remoteDirectory: optionIn(args, 'remote_dir'),
      };
    }),
  );
}

/** A rotation job and where its script lies; the kind is known only once the script is read. */
export type FoundRotation = Omit<RotationJob, 'kind'> & { script: string };

/** The rotation jobs among cron entries. The directory falls back to the script's own default. */
export function rotationJobs(entries: readonly CronEntry[]): FoundRotation[] {
  return entries.flatMap((line) =>
    scriptRuns(line, ROTATE).map(({ path, args }) => {
      const keep = optionIn(args, 'amount_to_keep') ?? '';
      return {
        schedule: line.schedule,
        directory: withoutSlash(optionIn(args, 'backup_dir') ?? '/home/backup/backups'),
        keep: /^\d+$/.test(keep) ? Number(keep) : null,
        script: path,
      };
    }),
  );
}

/**
 * How a rotation script chooses: those of OpenCRVS differ in whether `find` looks at the name. Null: not one
 * of them.
 */
export function rotationKindOf(script: string): RotationKind | null {
  const code = script.replace(/^\s*#.*$/gm, '');
  if (!/\bfind\b[^\n]*-type\s+d\b/.test(code)) return null;
  return /\bfind\b[^\n]*-name\s+["']?(\?{4}|\[0-9\])/.test(code) ? 'date-shaped' : 'every-directory';
}
