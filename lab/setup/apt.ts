import { command, installed } from './command.ts';
import { SetupError, type Announce } from './step.ts';

/** Ten minutes: hundreds of megabytes over a slow line; beyond it somebody should look. */
const APT_TIMEOUT_MS = 600_000;

let listsUpdated = false;

/**
 * Installs Debian packages as root. Package lists are brought up to date once per process, because an image's
 * lists are usually empty or old.
 *
 * @throws SetupError when this is not a Debian-like system, not root, or apt says no; `forWhat` completes the
 *   sentence.
 */
export async function aptInstall(
  packages: readonly string[],
  forWhat: string,
  announce: Announce,
): Promise<void> {
  const advice = `install ${packages.join(' ')} (${forWhat})`;
  if (!(await installed('apt-get'))) throw new SetupError(`no apt-get here: ${advice} by hand`);
  if (process.getuid?.() !== 0) throw new SetupError(`not root: ${advice} with sudo apt-get install`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    command('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { timeoutMs: APT_TIMEOUT_MS, env });
  if (!listsUpdated) {
    announce('bringing the package lists up to date');
    // A foreign source that does not answer must not hide Debian's own; the install below is the judge.
    await apt('update', '-q');
    listsUpdated = true;
  }
  announce(`installing ${packages.join(', ')} with apt-get, ${forWhat}`);
  const end = await apt('install', '-y', '-q', '--no-install-recommends', ...packages);
  if (end.code !== 0) {
    throw new SetupError(`apt-get could not ${advice}: ${end.stderr.trim().split('\n').at(-1) ?? ''}`);
  }
}
