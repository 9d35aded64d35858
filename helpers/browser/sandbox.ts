import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Debian's package chromium-sandbox, and where Chrome has the like: a helper that may do as root what the kernel forbids users. */
const HELPERS = ['/usr/lib/chromium/chrome-sandbox', '/opt/google/chrome/chrome-sandbox'];

let known: boolean | null = null;

/** Whether Chromium's sandbox works here: never as root, and else where the kernel lets users have namespaces of their own. */
export function hasSandbox(): boolean {
  known ??= process.getuid?.() !== 0 && (process.platform !== 'linux' || mayHaveNamespaces());
  return known;
}

/** What a person has to know of a browser that runs without its sandbox; null: it has one. */
export function sandboxNotice(): string | null {
  if (hasSandbox()) return null;
  return process.getuid?.() === 0
    ? 'Chromium runs without its sandbox, because this command runs as root: use a user of its own.'
    : 'Chromium runs without its sandbox, because this system gives users no namespaces: install chromium-sandbox, or allow them.';
}

function mayHaveNamespaces(): boolean {
  const isHelper = HELPERS.some(
    (file) => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o4000) !== 0,
  );
  return (
    isHelper || spawnSync('unshare', ['--user', '--map-root-user', 'true'], { timeout: 5_000 }).status === 0
  );
}
