import { cronCommand } from '../cycle/detached-command.ts';
import type { DetachedCommand } from '../cycle/detached-job.ts';
import type { Layout } from '../facts/policy.ts';
import type { CronEntry } from '../schedule/crontab.ts';
import { jobsAmong } from '../schedule/jobs.ts';

/** One command of a restore, under the name that the journal knows it by. */
export interface RestoreStep {
  name: 'download' | 'restore';
  command: DetachedCommand;
}

/** Where OpenCRVS's deployment puts its scripts on every application server. */
const SCRIPTS = '/opt/opencrvs/infrastructure/backups';

/**
 * How a certain night is restored on a host, by what its provisioning put into root's crontab: the download and restore lines with
 * the night's label; where there are none, as on production, the same scripts with the arguments of the backup line. Null: the
 * crontab tells nothing.
 */
export function restoreSteps(
  entries: readonly CronEntry[],
  layout: Layout,
  night: string,
): RestoreStep[] | null {
  const { backup, download, restore } = jobsAmong(entries);
  if (layout === 'kubernetes') {
    if (restore === undefined) return null;
    const { environment, ...command } = cronCommand(restore);
    return [
      { name: 'restore', command: { ...command, environment: { ...environment, RESTORE_DATE: night } } },
    ];
  }
  if (download !== undefined && restore !== undefined)
    return [
      { name: 'download', command: labelled(download, night) },
      { name: 'restore', command: labelled(restore, night) },
    ];
  if (backup === undefined) return null;
  const given =
    backup.command.match(/--(?:passphrase|ssh_user|ssh_host|ssh_port|remote_dir)=(?:"[^"]*"|'[^']*'|\S+)/g) ??
    [];
  const replicas = /--replicas=\d+/.exec(backup.command)?.[0] ?? '--replicas=1';
  const script = (name: string, args: readonly string[]): DetachedCommand => ({
    ...cronCommand(backup),
    command: ['bash', `${SCRIPTS}/${name}.sh`, ...args, `--label=${night}`].join(' '),
  });
  return [
    { name: 'download', command: script('download', given) },
    { name: 'restore', command: script('restore', [replicas]) },
  ];
}

/** Whatever stands behind the script stays: its arguments and where its output goes. */
function labelled(entry: CronEntry, night: string): DetachedCommand {
  const command = cronCommand(entry);
  return {
    ...command,
    command: command.command.replace(/((?:download|restore)\.sh)(?=\s|$)/, `$1 --label=${night}`),
  };
}
