/** A line of a crontab that runs something. */
export interface CronEntry {
  /** The five fields, or `@daily` and the like, as written. */
  schedule: string;
  /** What cron hands to the shell. */
  command: string;
  /** What cron feeds the command on standard input: the text after the first unescaped `%`. */
  input: string;
  /** Variables set above the line. */
  variables: Record<string, string>;
}

const ENTRY = /^\s*(@\w+|(?:[\d*][\d*,/-]*|\w{3}(?:[,-]\w{3})*)(?:\s+[\w*][\w*,/-]*){4})\s+(\S.*)$/;
const VARIABLE = /^\s*([A-Za-z_]\w*)\s*=(.*)$/;

/** Reads a user's crontab as cron does (crontab(5)): comments, variables, and `%` in a command as a newline. */
export function parseCrontab(text: string): CronEntry[] {
  const entries: CronEntry[] = [];
  const variables: Record<string, string> = {};
  for (const line of text.split('\n')) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, schedule, rest] = ENTRY.exec(line) ?? [];
    const [, name, value] = VARIABLE.exec(line) ?? [];
    if (schedule !== undefined && rest !== undefined) {
      entries.push({ schedule, ...splitAtPercent(rest), variables: { ...variables } });
    } else if (name !== undefined && value !== undefined) {
      variables[name] = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    }
  }
  return entries;
}

function splitAtPercent(rest: string): { command: string; input: string } {
  const [command = '', ...lines] = rest.split(/(?<!\\)%/).map((part) => part.replaceAll('\\%', '%'));
  return { command, input: lines.length === 0 ? '' : `${lines.join('\n')}\n` };
}

/** The files a command's output goes to, as its redirections say. */
export function logFilesOf(command: string): string[] {
  return [
    ...new Set([...command.matchAll(/(?:^|\s)[12]?>>?\s*(\/[^\s;&|]+)/g)].map(([, file = '']) => file)),
  ];
}
