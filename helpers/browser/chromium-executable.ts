import { existsSync } from 'node:fs';

/**
 * The Chromium to start: CHROMIUM_PATH, or one that the system installed, or null for the one that Playwright downloaded.
 */
export function chromiumExecutable(): string | null {
  const configured = process.env['CHROMIUM_PATH'];
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return configured ?? installed.find((path) => existsSync(path)) ?? null;
}
