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

/** A dash before the schedule keeps the line out of the log, where cron knows that; `~` is cronie's for any time between two. */
const ENTRY = /^\s*-?(@\w+|[\d*][\d*,/~-]*(?:\s+[\w*][\w*,/~-]*){4})\s+(\S.*)$/;
const VARIABLE = /^\s*([A-Za-z_]\w*|'\w+'|"\w+")\s*=(.*)$/;

/** Reads a user's crontab as cron does (crontab(5)): comments, variables, and `%` in a command as a newline. */
export function parseCrontab(text: string): CronEntry[] {
  const entries: CronEntry[] = [];
  const variables: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, schedule, rest] = ENTRY.exec(line) ?? [];
    const [, name, value] = VARIABLE.exec(line) ?? [];
    if (schedule !== undefined && rest !== undefined) {
      entries.push({ schedule, ...splitAtPercent(rest), variables: { ...variables } });
    } else if (name !== undefined && value !== undefined) {
      variables[name.replace(/['"]/g, '')] = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    }
  }
  return entries;
}

function splitAtPercent(rest: string): { command: string; input: string } {
  const [command = '', ...lines] = rest.split(/(?<!\\)%/).map((part) => part.replaceAll('\\%', '%'));
  return { command, input: lines.length === 0 ? '' : `${lines.join('\n')}\n` };
}
