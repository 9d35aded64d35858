import type { CommandExit } from './host.ts';

/** What `sudo -n` says when it does not let somebody, as one sentence; null when it did. */
export function sudoRefusal(
  host: string,
  user: string,
  argv: readonly string[],
  { code, stderr }: Pick<CommandExit, 'code' | 'stderr'>,
): string | null {
  if (code === 127 && /sudo: (?:command )?not found/.test(stderr)) return `${host} has no sudo.`;
  if (code !== 1) return null;
  if (/^sudo: (?:a password is required|a terminal is required|sorry, you must have a tty)/m.test(stderr))
    return `${user} may not run “${argv[0] ?? ''}” on ${host} through sudo without a password: “npm run doctor” prints the sudoers lines that allow it.`;
  if (
    /^sudo: .*(?:not in the sudoers file|not allowed)|is not allowed to (?:execute|run sudo)|is not in the sudoers file/m.test(
      stderr,
    )
  )
    return `${user} may not run “${argv[0] ?? ''}” on ${host} through sudo: “npm run doctor” prints the sudoers lines that allow it.`;
  return null;
}
