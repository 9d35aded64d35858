const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const BAR = 24;

/** `1.5 GiB`. */
export function size(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < UNITS.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** `1:05` minutes, or `2:03:05` hours. */
export function duration(seconds: number): string {
  const [h, m, s] = [seconds / 3600, (seconds % 3600) / 60, seconds % 60].map(Math.floor) as [
    number,
    number,
    number,
  ];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** One line: a bar, bytes, rate, time left. `seconds`: since the start. */
export function progressLine(bytes: number, total: number | null, seconds: number): string {
  const rate = seconds > 0 ? bytes / seconds : 0;
  const speed = `${size(rate)}/s`;
  if (total === null || total === 0) return `${size(bytes)}  ${speed}`;
  const share = Math.min(1, bytes / total);
  const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.');
  const left = rate > 0 ? duration((total - bytes) / rate) : '?';
  return `[${bar}] ${Math.floor(share * 100)} %  ${size(bytes)} of ${size(total)}  ${speed}  ${left} left`;
}

/** Draws progress on a terminal at most ten times a second; elsewhere it says nothing. */
export function progressBar(terminal: NodeJS.WriteStream): {
  show: (bytes: number, total: number | null) => void;
  clear: () => void;
} {
  const start = performance.now();
  let last = -Infinity;
  return {
    show: (bytes, total) => {
      const now = performance.now();
      if (!terminal.isTTY || now - last < 100) return;
      last = now;
      const line = progressLine(bytes, total, (now - start) / 1000);
      terminal.write(`\r\u001b[K${line.slice(0, Math.max(20, (terminal.columns || 80) - 1))}`);
    },
    clear: () => void (terminal.isTTY && terminal.write('\r\u001b[K')),
  };
}

/** How often a log is told of a long reading, in milliseconds. */
const EVERY_MS = 30_000;

/** Progress for a log: a line now and then, none for a reading that is over sooner. */
export function plainProgress(
  say: (line: string) => void,
): (progress: { file: string; bytes: number; total: number | null }) => void {
  const start = performance.now();
  let last = start;
  return ({ file, bytes, total }) => {
    const now = performance.now();
    if (now - last < EVERY_MS) return;
    last = now;
    say(`reading ${file}: ${progressLine(bytes, total, (now - start) / 1000)}`);
  };
}
