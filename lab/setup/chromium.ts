import { access, constants } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { chromiumExecutable } from '../../helpers/browser/chromium-executable.ts';
import { aptInstall } from './apt.ts';
import { command } from './command.ts';
import { SetupError, announceOnStderr, type Announce } from './step.ts';

const DOWNLOAD_TIMEOUT_MS = 300_000;

const executable = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const starts = async (path: string): Promise<boolean> => (await command(path, ['--version'])).code === 0;

/**
 * The Chromium to drive: what `chromiumExecutable` finds on the system, else Playwright's own; null when
 * there is none.
 */
export async function chromiumPath(): Promise<string | null> {
  const own = chromium.executablePath();
  return chromiumExecutable() ?? ((await executable(own)) ? own : null);
}

/**
 * Makes sure that there is a Chromium: one already there, else Playwright's own download, else Debian's
 * package.
 *
 * @returns the path of its executable.
 * @throws SetupError with what to install.
 */
export async function ensureChromium(announce: Announce = announceOnStderr): Promise<string> {
  const present = await chromiumPath();
  if (present !== null && (await starts(present))) return present;
  announce('downloading Playwright’s own Chromium');
  const playwright = (...args: string[]) =>
    command('npx', ['playwright', ...args, 'chromium'], { timeoutMs: DOWNLOAD_TIMEOUT_MS });
  // First the download, which may be refused; the libraries that it needs take apt most of a minute.
  const download = await playwright('install');
  const downloaded = await chromiumPath();
  if (download.code === 0 && downloaded !== null) {
    if (await starts(downloaded)) return downloaded;
    announce('installing the libraries that it needs');
    await playwright('install-deps');
    if (await starts(downloaded)) return downloaded;
  }
  announce('the download cannot be reached or used; using the system’s package instead');
  await aptInstall(['chromium'], 'the browser that looks at the records', announce);
  const packaged = await chromiumPath();
  if (packaged === null) throw new SetupError('no Chromium found after its installation: set CHROMIUM_PATH');
  return packaged;
}
