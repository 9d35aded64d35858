import type { Host } from '../ssh/host.ts';
import { linesOf, MOST_BYTES } from './log-lines.ts';

export type LogPositions = Record<string, number>;

/** The size of each log file now, in bytes; a file that is not there yet counts as empty. */
export async function logPositions(host: Host, files: readonly string[]): Promise<LogPositions> {
  const positions: LogPositions = {};
  for (const file of files) {
    const { code, stdout } = await host.run(['stat', '-c', '%s', '--', file], { sudo: true });
    positions[file] = code === 0 ? Number(stdout.trim()) : 0;
  }
  return positions;
}

/** Cut at both ends, so that neither the beginning nor the end of a runaway log is lost. */
const SINCE = `
new=$(( $(stat -c %s -- "$1") - $2 ))
[ "$new" -ge 0 ] || { new=$(stat -c %s -- "$1"); set -- "$1" 0 "$3"; }
if [ "$new" -le "$3" ]; then tail -c "+$(( $2 + 1 ))" -- "$1"
else tail -c "+$(( $2 + 1 ))" -- "$1" | head -c "$(( $3 / 2 ))"; echo; tail -c "$(( $3 / 2 ))" -- "$1"; fi
`;

/** All that was appended to the log files since, each file's lines together. */
export async function linesSince(host: Host, since: LogPositions): Promise<string[]> {
  const lines: string[] = [];
  for (const [file, position] of Object.entries(since)) {
    const words = ['sh', '-c', SINCE, 'sh', file, String(position), String(MOST_BYTES)];
    lines.push(...linesOf((await host.run(words, { sudo: true })).stdout));
  }
  return lines;
}
