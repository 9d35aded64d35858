import { access, constants } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { aptInstall } from './apt.ts';
import { command } from './command.ts';
import { SetupError, announceOnStderr, type Announce } from './step.ts';

/** Where Debian, Ubuntu and the usual packages put a Chromium that Playwright can drive. */
const SYSTEM_BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const DOWNLOAD_TIMEOUT_MS = 300_000;

const executable = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * The Chromium to drive: Playwright's own when it is there (the pair is tested together), else one of the system's.
 * `CHROMIUM_PATH` overrides both. Null when there is none.
 */
export async function chromiumPath(): Promise<string | null> {
  const wanted = process.env['CHROMIUM_PATH'];
  if (wanted !== undefined && wanted !== '') return wanted;
  const own = chromium.executablePath();
  if (await executable(own)) return own;
  for (const name of SYSTEM_BROWSERS) {
    const found = await command('sh', ['-c', 'command -v "$1"', 'sh', name]);
    if (found.code === 0) return found.stdout.trim();
  }
  return null;
}

/**
 * Makes sure that there is a Chromium: one already there, else Playwright's own download, else Debian's package.
 *
 * @returns the path of its executable.
 * @throws SetupError with what to install.
 */
export async function ensureChromium(announce: Announce = announceOnStderr): Promise<string> {
  const present = await chromiumPath();
  if (present !== null) return present;
  announce('downloading Playwright’s own Chromium');
  const download = await command('npx', ['playwright', 'install', '--with-deps', 'chromium'], {
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  const downloaded = await chromiumPath();
  if (download.code === 0 && downloaded !== null) return downloaded;
  announce('the download cannot be reached; using the system’s package instead');
  await aptInstall(['chromium'], 'the browser that looks at the records', announce);
  const packaged = await chromiumPath();
  if (packaged === null) throw new SetupError('no Chromium found after its installation: set CHROMIUM_PATH');
  return packaged;
}
