import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, type Attached } from '../../fixtures/attached.ts';
import { engine } from '../../lab/engine/engine.ts';
import { NAME_LABEL } from '../../lab/engine/labels.ts';
import { hostLogs } from '../../lab/setup/logs.ts';

/**
 * Twenty moments of one run, as its journal tells of them, in the order in which they come, and the signal that its whole process
 * group then gets. Between two of them the same command is run again.
 */
const MOMENTS: [moment: RegExp, signal: NodeJS.Signals][] = [
  [/"planned"/, 'SIGINT'],
  [/"phase started".*"registration"/, 'SIGTERM'],
  [/"phase started".*"registration"/, 'SIGHUP'],
  [/"phase started".*"registration"/, 'SIGKILL'],
  [/"created"/, 'SIGINT'],
  [/"created"/, 'SIGTERM'],
  [/"created"/, 'SIGHUP'],
  [/"created"/, 'SIGKILL'],
  [/"phase ended".*"registration"/, 'SIGINT'],
  [/"verifying"/, 'SIGHUP'],
  [/"phase started".*"nightly-cycle"/, 'SIGINT'],
  [/"backup begun"/, 'SIGINT'],
  [/"backup ended"/, 'SIGTERM'],
  [/"(?:download|restore) begun"/, 'SIGKILL'],
  [/"restore ended"/, 'SIGINT'],
  [/"phase started".*"backup-host"/, 'SIGTERM'],
  [/"phase started".*"staging"/, 'SIGINT'],
  [/"phase ended".*"staging"/, 'SIGHUP'],
  [/"phase started".*"clean-up"/, 'SIGINT'],
  [/"phase ended".*"clean-up"/, 'SIGKILL'],
];

test('interrupted at twenty moments, one run comes to one registration and one verdict', async ({
  attached,
}) => {
  test.setTimeout(3_600_000);
  const before = await registrationsOn(attached);
  for (const [moment, signal] of MOMENTS) {
    const seen = journalOf(attached).length;
    const running = attached.start('accept', ['--replace-today']);
    const isThere = await Promise.race([
      appears(attached, moment, seen).then(() => true),
      running.ended.then(() => false),
    ]);
    // What was begun may have gone on without the command: the run is then further than this moment.
    running.kill(signal);
    const { exitCode, said } = await running.ended;
    // tsx gives a signal on as an exit code of its own.
    const isInterrupted = exitCode === null || exitCode > 128;
    if (isThere) expect(isInterrupted, `${String(moment)} ${signal}: ${exitCode} ${said}`).toBe(true);
    else if (!isInterrupted) {
      expect(exitCode, said).toBe(0);
      break;
    }
    expect(journalOf(attached).join('\n'), `${String(moment)} ${signal}`).not.toContain('"closed"');
  }
  const runs = readdirSync(join(attached.reportsDir, 'runs'));
  expect(runs).toHaveLength(1);
  if (!journalOf(attached).some((line) => line.includes('"closed"'))) {
    const { exitCode, said } = await attached.run('accept', ['--replace-today']);
    expect(exitCode, said).toBe(0);
  }
  expect(attached.verdict()).toMatchObject({ failed: [], notProven: [] });
  expect((await registrationsOn(attached)) - before).toBe(1);
});

for (const [moment, signal] of [
  ['its first host', 'SIGINT'],
  ['its last host', 'SIGTERM'],
  ['its proof', 'SIGHUP'],
] as const)
  test(`a lab that is interrupted at ${moment} takes everything down`, async ({}, info) => {
    test.setTimeout(400_000);
    const tmp = info.outputPath('tmp');
    mkdirSync(tmp, { recursive: true });
    const lab = spawn(
      process.execPath,
      ['--import', 'tsx', 'lab/main.ts', '--reports', info.outputPath('reports')],
      { env: { ...process.env, TMPDIR: tmp }, stdio: 'ignore', detached: true },
    );
    const ended = once(lab, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    const name = await until(() => nameIn(tmp));
    const wanted = moment === 'its first host' ? 1 : 3;
    await until(async () => ((await containersOf(name)) >= wanted ? 'there' : null));
    if (moment === 'its proof')
      await until(() => (existsSync(info.outputPath('reports', 'runs')) ? 'there' : null));
    process.kill(-(lab.pid ?? 0), signal);
    expect(await ended).toEqual([null, signal]);
    expect(await containersOf(name)).toBe(0);
    expect(readdirSync(tmp).filter((entry) => entry.startsWith(name))).toEqual([]);
  });

/** A lab of this process's own is named by its folder. */
const nameIn = (tmp: string): string | null =>
  readdirSync(tmp)
    .find((entry) => /^opencrvs-backup-lab-[0-9a-f]{8}-/.test(entry))
    ?.replace(/-[^-]*$/, '') ?? null;

async function containersOf(name: string): Promise<number> {
  const filters = { label: [`${NAME_LABEL}=${name}`] };
  return (await (await engine()).listContainers({ all: true, filters })).length;
}

async function until<T>(ask: () => T | null | Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await pause(100);
  }
}

/** Waits for a line behind those that were there before. */
async function appears(attached: Attached, moment: RegExp, seen: number): Promise<void> {
  await until(() =>
    journalOf(attached)
      .slice(seen)
      .some((line) => moment.test(line))
      ? 'there'
      : null,
  );
}

/** The lines of the journals of all runs. */
function journalOf({ reportsDir }: Attached): string[] {
  const runs = join(reportsDir, 'runs');
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .map((run) => join(runs, run, 'record.jsonl'))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean));
}

/** Registrations that production's API accepted so far. */
async function registrationsOn({ lab }: Attached): Promise<number> {
  const logs = await hostLogs(lab.name);
  return (logs['production']?.match(/event\.actions\.register\.request 200/g) ?? []).length;
}
