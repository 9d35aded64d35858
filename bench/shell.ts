import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a command took: seconds by the clock, and of all its processes together. */
export interface Took {
  wall: number;
  cpu: number;
  stdout: string;
}

/** Runs a pipeline of bash and gives what it took. Throws when any of its commands fails. */
export async function shell(command: string, cwd: string, env: Record<string, string> = {}): Promise<Took> {
  const script = `set -eo pipefail; TIMEFORMAT='%R %U %S'; time { ${command}\n}`;
  const child = spawn('bash', ['-c', script], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(-100_000)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-10_000)));
  const [code] = (await once(child, 'close')) as [number | null];
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr)?.slice(1).map(Number);
  if (code !== 0 || times === undefined) throw new Error(`${command}: exit code ${code}\n${stderr}`);
  return { wall: times[0]!, cpu: times[1]! + times[2]!, stdout };
}
