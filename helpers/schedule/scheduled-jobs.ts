import type { CronEntry } from './crontab.ts';
import type { NightlyJob, RotationJob, RotationKind } from '../facts/retention.ts';
import { isTimeZone } from './host-clock.ts';
import { withoutSlash } from '../base/text.ts';

const SCRIPT = /(?:^|[/\s])(backup|download|restore)\.sh(?:\s|$)/;
const ROTATE = /(?:^|\s)(\S*\/)?(rotate[\w-]*\.sh)(?:\s|$)/;

/**
 * The backup, download and restore jobs among cron entries; of the command only what is certainly no secret.
 */
export function nightlyJobs(entries: readonly CronEntry[]): NightlyJob[] {
  return entries.flatMap(({ schedule, command, variables }) => {
    const job = SCRIPT.exec(command)?.[1];
    if (job === undefined) return [];
    const dateZone = variables['TZ']?.replace(/^:/, '');
    return [
      {
        job: job as NightlyJob['job'],
        schedule,
        dateZone: isTimeZone(dateZone) ? dateZone : null,
        remoteDirectory: argument(command, 'remote_dir'),
      },
    ];
  });
}

/** A rotation job and where its script lies; the kind is known only once the script is read. */
export type FoundRotation = Omit<RotationJob, 'kind'> & { script: string };

/** The rotation jobs among cron entries. The directory falls back to the script's own default. */
export function rotationJobs(entries: readonly CronEntry[]): FoundRotation[] {
  return entries.flatMap(({ schedule, command }) => {
    const [, folder = '', script] = ROTATE.exec(command) ?? [];
    if (script === undefined) return [];
    const keep = argument(command, 'amount_to_keep') ?? '';
    return [
      {
        schedule,
        directory: withoutSlash(argument(command, 'backup_dir') ?? '/home/backup/backups'),
        keep: /^\d+$/.test(keep) ? Number(keep) : null,
        script: `${folder}${script}`,
      },
    ];
  });
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

const argument = (command: string, name: string): string | null =>
  new RegExp(`(?:^|\\s)--${name}=("[^"]*"|'[^']*'|\\S+)`)
    .exec(command)?.[1]
    ?.replace(/^(["'])(.*)\1$/, '$2') ?? null;
