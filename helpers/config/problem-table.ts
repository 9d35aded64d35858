import { KEYS } from './keys.ts';
import type { Problem } from '../facts/problem.ts';

/** Every problem of a configuration in one table: key, what is wrong, example. */
export function problemTable(problems: readonly Problem[]): string {
  const rows = problems.map(({ key, wrong }) => ({
    key,
    wrong,
    example: KEYS.find((known) => known.key === key)?.example ?? '',
  }));
  const width = (field: 'key' | 'wrong') => Math.max(...rows.map((row) => row[field].length));
  const lines = rows.map(({ key, wrong, example }) =>
    `  ${key.padEnd(width('key'))}  ${wrong.padEnd(width('wrong'))}${example === '' ? '' : `  e.g. ${key}=${example}`}`.trimEnd(),
  );
  return `The configuration is not complete (docs/configuration.md says what each key means):\n${lines.join('\n')}`;
}
