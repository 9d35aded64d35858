import { shellCommands, type ShellCommand } from '../base/shell-words.ts';
import type { CronEntry } from './crontab.ts';

/** A script that a command line runs, and its arguments. */
export interface ScriptRun {
  path: string;
  args: string[];
}

type Line = Pick<CronEntry, 'command'> & Partial<Pick<CronEntry, 'variables'>>;

/** A command line in a command line in a command line is enough. */
const DEPTH = 4;

/** Programs that name a file without running it. Whatever else stands before a script is taken to run it: nice, flock, timeout … */
const ONLY_NAMES = new Set(
  '[ [[ test echo printf ls cat tail head grep pgrep pkill killall rm cp mv ln chmod chown touch stat mkdir cd logger which'.split(
    ' ',
  ),
);

/** The simple commands of a cron line, those in `sh -c '…'` and the like among them. */
export const commandsIn = ({ command, variables }: Line): ShellCommand[] =>
  unfolded(command, { HOME: '/root', ...variables }, DEPTH);

function unfolded(line: string, variables: Readonly<Record<string, string>>, depth: number): ShellCommand[] {
  if (depth === 0) return [];
  return shellCommands(line, variables).flatMap(({ words, redirections }) => {
    const isLine = (word: string, index: number) =>
      /\s/.test(word) && /^-[a-z]*c$|^eval$/.test(words[index - 1] ?? '');
    const inner = words.filter(isLine).flatMap((word) => unfolded(word, variables, depth - 1));
    return [{ words: words.filter((word, index) => !isLine(word, index)), redirections }, ...inner];
  });
}

/** The scripts of that name that a cron line runs. */
export function scriptRuns(line: Line, name: RegExp): ScriptRun[] {
  return commandsIn(line).flatMap(({ words }) => {
    const first = words.findIndex((word) => !/^\w+=/.test(word));
    if (ONLY_NAMES.has(baseOf(words[first] ?? ''))) return [];
    const at = words.findIndex((word, index) => index >= first && first >= 0 && name.test(baseOf(word)));
    return at < 0 ? [] : [{ path: words[at] ?? '', args: words.slice(at + 1) }];
  });
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The value of `--name=value` or `--name value`; null: it is not given. */
export function optionIn(args: readonly string[], name: string): string | null {
  const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (at < 0) return null;
  const arg = args[at] ?? '';
  return arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : (args[at + 1] ?? null);
}

/** The files that a cron line's output goes to: targets of redirections, and what `tee` writes. */
export function logFilesOf(line: Line): string[] {
  const files = commandsIn(line).flatMap(({ words, redirections }) => [
    ...redirections
      .filter(({ operator }) => /^(?:[12]?>>?\|?|&>>?)$/.test(operator))
      .map(({ target }) => target),
    ...(baseOf(words[0] ?? '') === 'tee' ? words.slice(1) : []),
  ]);
  return [...new Set(files.filter((file) => file.startsWith('/') && !file.startsWith('/dev/')))];
}

/** The values that a cron line gives as passphrases and the like, as the shell would see them. Secrets. */
export function secretsIn(line: Line): string[] {
  const given = commandsIn(line).flatMap(({ words }) =>
    words.flatMap((word, index) => {
      const [, value] = /^(?:--?[\w-]*pass[\w-]*|\w*(?:pass|secret|token)\w*)=(.*)$/is.exec(word) ?? [];
      if (value !== undefined) return [value];
      const before = words[index - 1] ?? '';
      if (/^--?[\w-]*pass[\w-]*$/i.test(before) && !word.startsWith('-')) return [word.replace(/^pass:/, '')];
      return [];
    }),
  );
  const set = Object.entries(line.variables ?? {}).filter(([name]) => /pass|secret|token|key/i.test(name));
  return [...given, ...set.map(([, value]) => value)].filter((value) => value !== '');
}
