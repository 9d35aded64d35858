/** The most that is read of a log for one night, in bytes: a job that draws progress bars writes megabytes. */
export const MOST_BYTES = 4 * 1024 * 1024;

const KEPT = 200;
const HEAD = 20;
const NOTABLE = 80;

/** Words with which the tools of the night say that something went wrong, or which date they worked on. */
const TELLS =
  /error|fail|denied|refused|cannot|could not|unable|not found|no such|no space|disk full|quota|timed out|timeout|closed|reset by|broken pipe|unexpected|bad |wrong|warning|trying again|resolve|no route|unreachable|verification|skipping|use -help|\d{4}-\d\d-\d\d/i;

const STEERING = /\u001b\[[0-?]*[ -/]*[@-~]/g;

/** The lines of an output as a person would have seen them: a progress bar that redraws itself is many, colours are none. */
export const linesOf = (text: string): string[] =>
  text
    .replace(STEERING, '')
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '');

/**
 * What is kept of a job's output: all of it where it is short; else its beginning, its end and, of all between, the lines that
 * tell something, in their order.
 */
export function keptLines(lines: readonly string[]): string[] {
  if (lines.length <= KEPT) return [...lines];
  const kept = new Set<number>();
  const add = (from: number, to: number) => {
    for (let at = from; at < to; at++) kept.add(at);
  };
  add(0, HEAD);
  const telling = lines.flatMap((line, at) => (at >= HEAD && TELLS.test(line) ? [at] : []));
  for (const at of firstAndLast(telling, NOTABLE)) kept.add(at);
  const tail = KEPT - kept.size;
  for (let at = lines.length - 1, left = tail; at >= 0 && left > 0; at--) {
    if (kept.has(at)) continue;
    kept.add(at);
    left--;
  }
  return [...kept].sort((a, b) => a - b).flatMap((at) => lines[at] ?? []);
}

/** What went wrong first and what it ended in: of many alike the middle tells least. */
const firstAndLast = (list: readonly number[], most: number): readonly number[] =>
  list.length <= most ? list : [...list.slice(0, most / 2), ...list.slice(-most / 2)];

/** The lines of a log that tell most, for a person: those with a word of trouble, else the last. */
export function tellingLines(log: readonly string[], most = 5): string[] {
  const telling = log.filter((line) => TELLS.test(line));
  return (telling.length === 0 ? log : telling).slice(-most);
}
