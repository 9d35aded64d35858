import { expect, test } from '@playwright/test';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../../../helpers/cycle/run-job.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';

/** This machine, without sudo: the job runs as the user of the test. */
const machine = localHost();
const host: Host = {
  ...machine,
  run: (argv, options = {}) => machine.run(argv, { ...options, sudo: false }),
};
const home = mkdtempSync(join(tmpdir(), 'run-job-'));
const entry = (command: string, input = '') => ({
  schedule: '0 0 * * *',
  command,
  input,
  variables: { HOME: home, LABEL: 'a b' },
});

test("a job sees cron's environment and nothing of the session's", async () => {
  process.env['OF_THE_SESSION'] = 'yes';
  const { output } = await runJob(host, entry('env | grep -v ^_= | sort'), 10_000);
  const names = output.trim().split('\n');
  expect(names.filter((line) => !/^(PWD|SHLVL|OLDPWD)=/.test(line))).toEqual([
    `HOME=${home}`,
    'LABEL=a b',
    'LOGNAME=root',
    'PATH=/usr/bin:/bin',
    'SHELL=/bin/sh',
  ]);
});

const leftovers = async () =>
  (await host.run(['sh', '-c', 'ls -d /var/tmp/verifier-job.* 2>/dev/null'])).stdout;

test('exit code, output and input arrive; nothing is left behind', async () => {
  const before = await leftovers();
  const { exitCode, output } = await runJob(
    host,
    entry('cat; echo "$(pwd)"; echo oops >&2; exit 23', 'fed\n'),
    10_000,
  );
  expect(exitCode).toBe(23);
  expect(output).toBe(`fed\n${home}\noops\n`);
  expect(await leftovers()).toBe(before);
});

test('what the job writes has the modes that cron would give it', async () => {
  const { output } = await runJob(host, entry('touch made; stat -c %a made; umask'), 10_000);
  expect(output).toBe('644\n0022\n');
});

test('a service that the job starts and leaves running does not keep the harness waiting', async () => {
  const { exitCode } = await runJob(host, entry('sleep 60 > /dev/null 2>&1 & echo $! > pid'), 10_000);
  expect(exitCode).toBe(0);
  process.kill(Number(readFileSync(join(home, 'pid'), 'utf8')));
});

test('the command is never an argument of a process of the harness', async () => {
  const command = 'grep -al top-secret-phrase /proc/[0-9]*/cmdline 2>/dev/null | grep -v /proc/$$/ | wc -l';
  const { output } = await runJob(host, entry(`PATTERN=top-secret-phrase; ${command}`), 10_000);
  // Only the grep itself names it, in this very line.
  expect(Number(output.trim())).toBeLessThanOrEqual(1);
});
