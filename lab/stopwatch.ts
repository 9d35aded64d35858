/** Measures the parts of a command, one after the other. */
export interface Stopwatch {
  /** Ends a part under this name; the next one begins now. */
  lap: (name: string) => void;
  /** `set-up 0.4 s, lab started 11.2 s, … total 40.1 s`. */
  summary: () => string;
}

export function stopwatch(): Stopwatch {
  const startedAt = performance.now();
  const laps: string[] = [];
  let since = startedAt;
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  return {
    lap: (name) => {
      const now = performance.now();
      laps.push(`${name} ${seconds(since, now)}`);
      since = now;
    },
    summary: () => `Times: ${laps.join(', ')}, total ${seconds(startedAt, performance.now())}`,
  };
}
