import { element, escaped, text } from '../../retention/svg.ts';
import { isoIn } from '../result/local-time.ts';
import type { Result } from '../result/result.ts';
import { durationText } from '../words.ts';

const [WIDTH, LEFT, ROW, TOP] = [760, 170, 26, 30];

interface Bar {
  label: string;
  from: number;
  to: number;
  fill: string;
}

/** The jobs of the night and the looks at it, in the order in which they happened; null: nothing has a time. */
export function timelineSvg({ jobs, phases, run, status }: Result): string | null {
  const bars: Bar[] = [
    ...jobs.map(({ job, host, startedAt, finishedAt, exitCode }) => ({
      label: `${job} on ${host}`,
      ...{ from: Date.parse(startedAt), to: Date.parse(finishedAt) },
      fill: exitCode === 0 || exitCode === null ? '#0969da' : '#cf222e',
    })),
    ...phases.map(({ phase, startedAt, durationMs }) => ({
      label: `verifier: ${phase}`,
      ...{ from: Date.parse(startedAt), to: Date.parse(startedAt) + durationMs },
      fill: '#8c959f',
    })),
  ]
    .filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to))
    .sort((a, b) => a.from - b.from);
  if (bars.length === 0) return null;
  // Hours of waiting would leave nothing to see of the jobs: bars follow one another, and each says its time.
  const longest = Math.max(1, ...bars.map(({ from, to }) => to - from));
  const height = TOP + bars.length * ROW + 8;
  const rows = bars.map(({ label, from, to, fill }, index) => {
    const y = TOP + index * ROW;
    const width = Math.max(2, ((to - from) / longest) * (WIDTH - LEFT - 210));
    const at = isoIn(run.timeZone, new Date(from).toISOString()).slice(0, 19).replace('T', ' ');
    return (
      text(LEFT - 8, y + 15, label, { 'text-anchor': 'end' }) +
      element('rect', { x: LEFT, y: y + 3, width, height: ROW - 10, rx: 3, fill }) +
      text(LEFT + width + 6, y + 15, `${at}, ${durationText((to - from) / 1000)}`, {
        'text-anchor': 'start',
        fill: '#57606a',
      })
    );
  });
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${height}`,
      ...{ width: WIDTH, height, role: 'img', 'font-family': 'system-ui, sans-serif', 'font-size': 12 },
    },
    element('title', {}, escaped(`The night in order; the run ${status}`)),
    text(LEFT, 16, `start and duration, ${run.timeZone}`, { 'text-anchor': 'start', fill: '#57606a' }),
    ...rows,
  );
}
