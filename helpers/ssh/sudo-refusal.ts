import type { CommandExit } from './host.ts';

/** What sudo says beside its work, before it lets somebody do theirs. */
const ASIDE = /^sudo(?:-rs)?: (?:unable to resolve host|.*: No such file or directory$|setrlimit|.*PERM_)/;

/**
 * What `sudo -n` says when it does not let somebody, as one sentence; null when it did. It is asked in LC_ALL=C. Its own refusals end
 * with code 1 and begin with its name, whichever make it is; only sudo's “Sorry” and sudo-rs's “I'm sorry” do not have to.
 */
export function sudoRefusal(
  host: string,
  user: string,
  argv: readonly string[],
  { code, stderr }: Pick<CommandExit, 'code' | 'stderr'>,
): string | null {
  const lines = stderr.split('\n').map((line) => line.trim());
  if (
    code === 127 &&
    lines.some((line) =>
      /(?:sh|env|bash|dash).*sudo.*(?:not found|No such file)|sudo: (?:command )?not found/.test(line),
    )
  )
    return `${host} has no sudo.`;
  const refuses = (line: string) =>
    (/^sudo(?:-rs)?: /.test(line) && !ASIDE.test(line)) ||
    /^(?:Sorry, user |I'm sorry )|is not (?:in the sudoers file|allowed to (?:execute|run sudo))/.test(line);
  if (code !== 1 || !lines.some(refuses)) return null;
  const without = lines.some((line) => /password|authenticat|terminal|tty/i.test(line))
    ? ' without a password'
    : '';
  return `${user} may not run “${argv[0] ?? ''}” on ${host} through sudo${without}: “npm run doctor” prints the sudoers lines that allow it.`;
}
