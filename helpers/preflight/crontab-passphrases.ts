import type { CronEntry } from '../schedule/crontab.ts';
import { commandsIn, optionIn } from '../schedule/script-runs.ts';

/** The words that stand for a passphrase in cron lines, as the shell would see them. Secrets: compare them and forget them. */
export function passphrasesIn(entries: readonly CronEntry[]): string[] {
  return entries.flatMap((entry) => [
    ...commandsIn(entry).flatMap(({ words }) => [
      ...[optionIn(words, 'passphrase') ?? []].flat(),
      ...words.flatMap((word) => /^\w*(?:PASSPHRASE|ENCRYPT_PASS)\w*=(.*)$/is.exec(word)?.[1] ?? []),
    ]),
    ...Object.entries(entry.variables)
      .filter(([name]) => /passphrase|encrypt_pass/i.test(name))
      .map(([, value]) => value),
  ]);
}
