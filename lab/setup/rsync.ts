import { aptInstall } from './apt.ts';
import { installed } from './command.ts';
import { announceOnStderr, type Announce } from './step.ts';

/**
 * Makes sure that this machine has rsync, which copies archives off the site.
 *
 * @throws SetupError with what to install
 */
export async function ensureRsync(announce: Announce = announceOnStderr): Promise<void> {
  if (!(await installed('rsync'))) await aptInstall(['rsync'], 'for off-site copies', announce);
}
