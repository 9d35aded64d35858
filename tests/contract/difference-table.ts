import { redactor } from '../../helpers/redact/secrets.ts';
import type { Difference } from './differences.ts';

interface Different {
  name: string;
  differences: Difference[];
}

const WIDTH = 60;

/** A row for each difference; the same difference in many facts, such as another version in each answer, is one row. */
export function differenceTable(facts: readonly Different[]): string {
  const rows = new Map<string, Difference & { facts: string[] }>();
  for (const { name, differences } of facts) {
    for (const difference of differences) {
      const { at, expected, seen } = difference;
      const key = JSON.stringify([at, expected, seen]);
      const row = rows.get(key) ?? { ...difference, facts: [] };
      row.facts.push(name);
      rows.set(key, row);
    }
  }
  const header = ['FACT', 'WHERE', 'EXPECTED', 'SEEN'];
  const lines = [...rows.values()].map(({ facts: names, at, expected, seen }) =>
    [factNames(names), at, expected, seen].map(cell),
  );
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]!.length)),
  );
  return [header, ...lines]
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function factNames(names: readonly string[]): string {
  const [first = '', ...rest] = names;
  return rest.length > 0 ? `${first} and ${rest.length} more` : first;
}

function cell(text: string): string {
  const line = redactor.redact(text).replaceAll(/\s+/g, ' ');
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}
