import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A command of the project as a process of its own, the head of its process group. */
export interface Verb {
  /** Gives a signal to it and to all in its process group, as a terminal does; what has ended by itself stays so. */
  signalAll(signal: NodeJS.Signals): void;
  /** Ends the command alone, without a chance to put anything in order. */
  killAlone(): void;
  ended: Promise<{ exitCode: number | null; signal: NodeJS.Signals | null; said: string }>;
}

export function startVerb(name: string, args: readonly string[], env: Record<string, string>): Verb {
  const reports = args[args.indexOf('--reports') + 1] ?? 'reports';
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      `helpers/cli/${name}.ts`,
      '--env',
      '/dev/null',
      '--state',
      `${reports}-state`,
      ...args,
    ],
    {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
    said,
  }));
  return {
    signalAll: (signal) => {
      try {
        process.kill(-child.pid!, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    },
    killAlone: () => void child.kill('SIGKILL'),
    ended,
  };
}
