import { expect, test } from '@playwright/test';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  awaitDetached,
  newJobId,
  removeDetached,
  startDetached,
} from '../../../helpers/cycle/detached-job.ts';
import { systemClock } from '../../../helpers/schedule/clock.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import { cronCommand } from '../../../helpers/cycle/detached-command.ts';

/** This machine, without sudo: the job runs as the user of the test. */
const machine = localHost();
const host: Host = {
  ...machine,
  run: (argv, options = {}) => machine.run(argv, { ...options, sudo: false }),
};
const home = mkdtempSync(join(tmpdir(), 'detached-job-'));
const job = (command: string, input = '') =>
  cronCommand({ schedule: '0 0 * * *', command, input, variables: { HOME: home, LABEL: 'a b' } });
const within = (ms: number) => ({ clock: systemClock, deadline: Date.now() + ms });

async function run(command: string, input = '') {
  const id = newJobId();
  await startDetached(host, id, job(command, input));
  const end = await awaitDetached(host, id, true, within(10_000));
  await removeDetached(host, id, true);
  if (end === null) throw new Error('the job left no trace');
  return end;
}

const leftovers = async (id = '*') =>
  (await host.run(['sh', '-c', `ls -d /var/tmp/verifier-job.${id} 2>/dev/null`])).stdout;

test("a job sees cron's environment and nothing of the session's", async () => {
  process.env['OF_THE_SESSION'] = 'yes';
  const { output } = await run('env | grep -v ^_= | sort');
  const names = output.trim().split('\n');
  expect(names.filter((line) => !/^(PWD|SHLVL|OLDPWD)=/.test(line))).toEqual([
    `HOME=${home}`,
    'LABEL=a b',
    'LOGNAME=root',
    'PATH=/usr/bin:/bin',
    'SHELL=/bin/sh',
  ]);
});

test('exit code, times, output and input arrive; nothing is left behind', async () => {
  const id = newJobId();
  await startDetached(host, id, job('cat; echo "$(pwd)"; echo oops >&2; exit 23', 'fed\n'));
  const end = await awaitDetached(host, id, true, within(10_000));
  expect(end).toMatchObject({ exitCode: 23, output: `fed\n${home}\noops\n` });
  const [began, ended] = [Date.parse(end?.startedAt ?? ''), Date.parse(end?.finishedAt ?? '')];
  expect(ended).toBeGreaterThanOrEqual(began);
  expect(Math.abs(Date.now() - ended)).toBeLessThan(5_000);
  await removeDetached(host, id, true);
  expect(await leftovers(id)).toBe('');
});

test('what the job writes has the modes that cron would give it', async () => {
  expect((await run('touch made; stat -c %a made; umask')).output).toBe('644\n0022\n');
});

test('a service that the job starts and leaves running does not keep the harness waiting', async () => {
  const { exitCode } = await run('sleep 60 > /dev/null 2>&1 & echo $! > pid');
  expect(exitCode).toBe(0);
  process.kill(Number(readFileSync(join(home, 'pid'), 'utf8')));
});

test('the command is never an argument of a process of the harness', async () => {
  const command = 'grep -al top-secret-phrase /proc/[0-9]*/cmdline 2>/dev/null | grep -v /proc/$$/ | wc -l';
  const { output } = await run(`PATTERN=top-secret-phrase; ${command}`);
  // Only the grep itself names it, in this very line.
  expect(Number(output.trim())).toBeLessThanOrEqual(1);
});

test('started again under its name, while it runs and after, a job runs once', async () => {
  const id = newJobId();
  const once = job('echo ran >> count; while [ ! -e go ]; do sleep 0.05; done');
  await startDetached(host, id, once);
  await startDetached(host, id, once);
  writeFileSync(join(home, 'go'), '');
  await awaitDetached(host, id, true, within(10_000));
  await startDetached(host, id, once);
  await awaitDetached(host, id, true, within(10_000));
  expect(readFileSync(join(home, 'count'), 'utf8')).toBe('ran\n');
  await removeDetached(host, id, true);
});

test('a command that did not arrive in full is not run, and can be sent again', async () => {
  const id = newJobId();
  const whole = job(`touch ${home}/half; touch ${home}/whole`);
  const cut: Host = {
    ...host,
    run: (argv, options) => host.run(argv, { ...options, stdin: (options?.stdin as string).slice(0, 40) }),
  };
  await expect(startDetached(cut, id, whole)).rejects.toThrow('could not be started');
  expect(await awaitDetached(host, id, true, within(10_000))).toBeNull();
  await startDetached(host, id, whole);
  expect(await awaitDetached(host, id, true, within(10_000))).toMatchObject({ exitCode: 0 });
  await removeDetached(host, id, true);
});

test('a job that was killed ends without an exit code', async () => {
  // Its parent, which would write the code, goes with it.
  expect(await run('kill -9 $PPID; kill -9 $$')).toMatchObject({ exitCode: null });
});

test('no job of the name: nothing to wait for', async () => {
  expect(await awaitDetached(host, newJobId(), true, within(10_000))).toBeNull();
});

test('a host out of reach is asked again until the deadline', async () => {
  const id = newJobId();
  await startDetached(host, id, job('exit 5'));
  let now = 0;
  let asked = 0;
  const clock = { now: () => now, sleepUntil: (at: number) => ((now = at), Promise.resolve()) };
  const flaky: Host = {
    ...host,
    run: async (argv, options) => {
      asked++;
      const result = await host.run(argv, { ...options, timeoutMs: 10_000 });
      // As a connection that is cut ends a command.
      return asked < 4 ? { ...result, code: null, stdout: '' } : result;
    },
  };
  const end = await awaitDetached(flaky, id, true, { clock, deadline: 3_600_000 });
  expect(end).toMatchObject({ exitCode: 5 });
  expect(now).toBe(45_000);
  asked = 0;
  await expect(awaitDetached(flaky, id, true, { clock, deadline: now + 20_000 })).rejects.toThrow(
    'the connection was cut',
  );
  await removeDetached(host, id, true);
});
