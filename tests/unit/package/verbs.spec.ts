import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { VERBS } from '../../../helpers/cli/verbs.ts';

test('the installed command knows the commands that npm run knows', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const commands = Object.entries(scripts).flatMap(([name, line]) =>
    line.endsWith(` helpers/cli/${name}.ts`) ? [name] : [],
  );
  expect(commands.sort()).toEqual(Object.keys(VERBS).sort());
});
