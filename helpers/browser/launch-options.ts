import type { LaunchOptions } from '@playwright/test';
import { chromiumExecutable } from './chromium-executable.ts';
import { hasSandbox } from './sandbox.ts';
import { trustedKeyArguments } from './trusted-keys.ts';

/** What Chromium needs of the environment. Everything else stays out: passwords and the passphrase may be in there. */
const PASSED_ON = /^(?:PATH|HOME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|XDG_\w+|FONTCONFIG_\w+|DISPLAY)$/;

/** In which a proxy may stand that Chromium uses, with or without a password. */
const PROXIES = /^(?:https?|all|no)_proxy$/i;

/** How the browser is started, wherever one is: in the proof, in a command of its own, in a test. */
export function launchOptions(trustedKeys = ''): LaunchOptions {
  const executablePath = chromiumExecutable();
  return {
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      ...trustedKeyArguments(trustedKeys),
    ],
    chromiumSandbox: hasSandbox(),
    env: browserEnvironment(process.env),
    timeout: 60_000,
    // A signal ends the command and the browser with it; Playwright would first let the work go on without one.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}

/** The part of an environment that the browser gets. */
export const browserEnvironment = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        (PASSED_ON.test(entry[0]) || (PROXIES.test(entry[0]) && !entry[1].includes('@'))),
    ),
  );
