import { expect, test } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { locked } from '../../../helpers/runs/lock.ts';

const MODULE = new URL('../../../helpers/runs/lock.ts', import.meta.url).pathname;

/** A process that runs this code, which knows `locked`. */
function processOf(code: string, ...args: string[]): ChildProcess {
  const script = test.info().outputPath('script.ts');
  writeFileSync(script, `import { locked } from '${MODULE}';\n${code}`);
  return spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

const HOLD = `await locked(process.argv[2], () => new Promise(() => { setInterval(() => {}, 1000); console.log('held'); }));`;
const refused = (folder: string) =>
  expect(locked(folder, () => Promise.resolve())).rejects.toThrow('Another process of this project');

test('two processes do not work on the same runs; the claim of a killed one does not count', async () => {
  const folder = test.info().outputPath('lock');
  await locked(folder, () => refused(folder));
  expect(readdirSync(folder)).toEqual([]);
  const holder = processOf(HOLD, folder);
  await once(holder.stdout!, 'data');
  await refused(folder);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(readdirSync(folder).every((name) => name.startsWith(`${holder.pid}_`))).toBe(true);
  expect(await locked(folder, () => Promise.resolve('mine'))).toBe('mine');
  expect(readdirSync(folder)).toEqual([]);
});

test('a killed process does not count also while nobody has asked how it ended', async () => {
  const folder = test.info().outputPath('lock');
  const script = test.info().outputPath('hold.ts');
  writeFileSync(script, `import { locked } from '${MODULE}';\n${HOLD}`);
  // sleep never asks how its child ended.
  const command = ['-c', '"$@" & exec sleep 60', 'sh', process.execPath, '--import', 'tsx', script, folder];
  const parent = spawn('sh', command, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(parent.stdout, 'data');
  const holder = Number((readdirSync(folder)[0] ?? '').split('_')[0]);
  await refused(folder);
  process.kill(holder, 'SIGKILL');
  await expect.poll(() => readFileSync(`/proc/${holder}/stat`, 'utf8')).toMatch(/\) Z /);
  expect(await locked(folder, () => Promise.resolve('mine'))).toBe('mine');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
});

test('of six processes that find the claim of a dead one in the same moment, never two are inside', async () => {
  const folder = test.info().outputPath('lock');
  const log = test.info().outputPath('log');
  mkdirSync(folder, { recursive: true });
  const code = `import { appendFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
const [folder, log] = process.argv.slice(2);
console.log('ready');
await once(process.stdin, 'data');
for (let round = 0; round < 20; round++) {
  writeFileSync(folder + '/999999_of-a-dead-one_' + round + '_', '');
  try {
    await locked(folder, async () => {
      appendFileSync(log, process.pid + ' in\\n');
      await new Promise((done) => setImmediate(done));
      appendFileSync(log, process.pid + ' out\\n');
    });
  } catch (error) {
    if (!String(error).includes('Another process')) throw error;
  }
}
process.stdin.destroy();`;
  const six = Array.from({ length: 6 }, () => processOf(code, folder, log));
  await Promise.all(six.map((one) => once(one.stdout!, 'data')));
  for (const one of six) one.stdin!.write('go\n');
  const codes = await Promise.all(six.map(async (one) => (await once(one, 'exit'))[0] as number));
  expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  expect(lines.length).toBeGreaterThan(6);
  for (let at = 0; at < lines.length; at += 2) {
    const [pid = ''] = (lines[at] ?? '').split(' ');
    expect(lines.slice(at, at + 2)).toEqual([`${pid} in`, `${pid} out`]);
  }
});

test('a lock that an earlier version left as a file is no obstacle', async () => {
  const folder = test.info().outputPath('lock');
  writeFileSync(folder, '1 start');
  expect(await locked(folder, () => Promise.resolve('mine'))).toBe('mine');
});

test('a folder that cannot be written is said in one sentence', async () => {
  const file = test.info().outputPath('file');
  writeFileSync(file, '');
  await expect(locked(`${file}/lock`, () => Promise.resolve())).rejects.toThrow(
    /cannot be written \(ENOTDIR\)/,
  );
  expect(existsSync(file)).toBe(true);
});
