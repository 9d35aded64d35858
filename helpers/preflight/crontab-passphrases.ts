import type { CronEntry } from '../schedule/crontab.ts';

/** Pieces of one word in a shell: quoted either way, escaped, or plain. */
const PIECES = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^\s'"\\])/g;
const OPTION = /--?passphrase[= ]((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+)/gi;

/** The words that stand for a passphrase in cron lines, as the shell would see them. Secrets: compare them and forget them. */
export function passphrasesIn(entries: readonly CronEntry[]): string[] {
  return entries.flatMap(({ command, variables }) => [
    ...[...command.matchAll(OPTION)].map(([, word = '']) => asShellSees(word)),
    ...Object.entries(variables)
      .filter(([name]) => /passphrase|encrypt_pass/i.test(name))
      .map(([, value]) => value),
  ]);
}

const asShellSees = (word: string): string =>
  [...word.matchAll(PIECES)]
    .map(
      ([, single, double, escaped, plain]) =>
        single ?? double?.replace(/\\(["$`\\])/g, '$1') ?? escaped ?? plain ?? '',
    )
    .join('');
