import type { Host } from '../ssh/host.ts';

export type LogPositions = Record<string, number>;

const KEPT_LINES = 200;

/** The size of each log file now, in bytes; a file that is not there yet counts as empty. */
export async function logPositions(host: Host, files: readonly string[]): Promise<LogPositions> {
  const positions: LogPositions = {};
  for (const file of files) {
    const { code, stdout } = await host.run(['stat', '-c', '%s', '--', file], { sudo: true });
    positions[file] = code === 0 ? Number(stdout.trim()) : 0;
  }
  return positions;
}

/** What was appended to the log files since, the last 200 lines, each file's lines together. */
export async function linesSince(host: Host, since: LogPositions): Promise<string[]> {
  const lines: string[] = [];
  for (const [file, position] of Object.entries(since)) {
    const { stdout } = await host.run(['tail', '-c', `+${position + 1}`, '--', file], { sudo: true });
    lines.push(...stdout.split('\n').filter((line) => line.trim() !== ''));
  }
  return lines.slice(-KEPT_LINES);
}
