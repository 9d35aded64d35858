import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { locked } from '../../../helpers/runs/lock.ts';

test('the lock of a killed process is taken over also while nobody has asked how it ended', async () => {
  const file = test.info().outputPath('lock');
  const script = test.info().outputPath('hold.ts');
  const lock = new URL('../../../helpers/runs/lock.ts', import.meta.url).pathname;
  writeFileSync(
    script,
    `import { locked } from '${lock}';
await locked(process.argv[2], () => new Promise(() => { setInterval(() => {}, 1000); console.log('held'); }));`,
  );
  // sleep never asks how its child ended.
  const parent = spawn(
    'sh',
    ['-c', '"$@" & exec sleep 60', 'sh', process.execPath, '--import', 'tsx', script, file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(parent.stdout, 'data');
  const holder = Number(readFileSync(file, 'utf8').split(' ')[0]);
  await expect(locked(file, () => Promise.resolve())).rejects.toThrow('Another process of this project');
  process.kill(holder, 'SIGKILL');
  await expect.poll(() => readFileSync(`/proc/${holder}/stat`, 'utf8')).toMatch(/\) Z /);
  expect(await locked(file, () => Promise.resolve('mine'))).toBe('mine');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
});
