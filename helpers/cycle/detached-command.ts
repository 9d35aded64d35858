import type { TriggerCommand } from '../config/trigger-command.ts';
import type { CronEntry } from '../schedule/crontab.ts';
import type { DetachedCommand } from './detached-job.ts';

/** A line of root's crontab as cron would run it (cron(8): these variables and the crontab's own, nothing else). */
export function cronCommand({ command, input, variables }: CronEntry): DetachedCommand {
  const shell = variables['SHELL'] ?? '/bin/sh';
  const home = variables['HOME'] ?? '/root';
  return {
    command,
    input,
    shell,
    environment: { PATH: '/usr/bin:/bin', ...variables, SHELL: shell, HOME: home, LOGNAME: 'root' },
    directory: home,
    asRoot: true,
  };
}

/** A configured command, as the user whose login it is. */
export const ownCommand = ({ command }: TriggerCommand): DetachedCommand => ({
  command,
  input: '',
  shell: '/bin/sh',
  environment: null,
  directory: null,
  asRoot: false,
});
