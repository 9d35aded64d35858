/** Bytes on the disk so far, out of what `rsync --info=progress2 --no-human-readable` prints; null: no progress in it. */
export function bytesIn(printed: string): number | null {
  const counts = [...printed.matchAll(/(?:^|\r|\n)\s*([\d,.]+)\s+\d+%/g)];
  const last = counts.at(-1)?.[1];
  return last === undefined ? null : Number(last.replace(/[,.]/g, ''));
}

/** Why rsync ended, in one line of its own without its prefix; the last one is only a summary. */
export function rsyncReason(stderr: string, code: number | null): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.replace(/^rsync(?:: |\s+error: )(?:\[\w+\] )?/, '').trim())
    .filter(
      (line) => line !== '' && !/^error: |error in rsync protocol|connection unexpectedly closed/.test(line),
    );
  return lines[0] ?? `rsync ended with ${code ?? 'a signal'}`;
}
