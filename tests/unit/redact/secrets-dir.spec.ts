import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createSecretsDir } from '../../../helpers/redact/secrets-dir.ts';

test('the folder of a killed process is removed by the next one, that of a living one stays', async () => {
  const root = test.info().outputPath('tmp');
  mkdirSync(root, { recursive: true });
  const own = createSecretsDir(root);
  expect(statSync(own).mode & 0o777).toBe(0o700);

  const module = new URL('../../../helpers/redact/secrets-dir.ts', import.meta.url).href;
  const code = `import { createSecretsDir } from '${module}';
console.log(createSecretsDir(process.argv[1]));
setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  const theirs = printed.toString().trim();
  expect(dirname(theirs)).toBe(root);

  const second = createSecretsDir(root);
  expect([own, second, theirs].map((dir) => existsSync(dir))).toEqual([true, true, true]);

  child.kill('SIGKILL');
  await once(child, 'exit');
  createSecretsDir(root);
  expect([own, second, theirs].map((dir) => existsSync(dir))).toEqual([true, true, false]);
});
