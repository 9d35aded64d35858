import { median } from './disk-forecast.ts';
import { addDays } from '../schedule/local-time.ts';
import { LOOKS, PATTERNS, symbol } from './night-symbols.ts';
import type { NightOnCalendar, NightState } from './night-states.ts';
import { element, escaped, text } from './svg.ts';
import { inBytes } from '../base/text.ts';

/** More nights than these would be too small to read. */
const MOST_NIGHTS = 31;
const LEFT = 74;
const COLUMN = 34;
const BOX = 28;
/** Between nights that are not next to each other. */
const BREAK = 34;
const BARS = { top: 150, height: 110 };
const HEIGHT = 330;
const GREY = '#57606a';
const WEEKDAYS = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A picture of the nights: a calendar strip with what became of each, and below it the size of each, in the
 * same columns. Read without colour: every state has its own sign and filling, and a title that screen
 * readers say.
 *
 * @param nights oldest first
 * @param heading one line, such as the directory and the hour of the judgement
 */
export function nightsSvg(nights: readonly NightOnCalendar[], heading: string): string {
  const shown = nights.slice(-MOST_NIGHTS);
  const columns = columnsOf(shown);
  const older = nights.length - shown.length;
  const title = `${heading}${older > 0 ? `, ${older} older not shown` : ''}${older === nights.length ? ': no nights' : ''}`;
  // 7.5: the usual width of a letter in the heading.
  const width = Math.max(560, (columns.at(-1)?.x ?? LEFT) + COLUMN + 90, 28 + title.length * 7.5);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${HEIGHT}`,
      width,
      height: HEIGHT,
      role: 'img',
      'font-family': 'system-ui, sans-serif',
      'font-size': 11,
      fill: '#1b1f24',
    },
    element('title', {}, escaped(`${heading}: ${spoken(nights)}`)),
    PATTERNS,
    element('rect', { width, height: HEIGHT, fill: '#ffffff' }),
    text(14, 24, title, { 'text-anchor': 'start', 'font-size': 13, 'font-weight': 600 }),
    text(14, 87, 'nights', { 'text-anchor': 'start', fill: GREY }),
    ...columns.map(drawn),
    sizes(columns, width),
    legend(shown),
  );
}

interface Column {
  night: NightOnCalendar;
  /** Left edge. */
  x: number;
  month: boolean;
  broken: boolean;
}

function columnsOf(nights: readonly NightOnCalendar[]): Column[] {
  let x = LEFT - COLUMN;
  return nights.map((night, index) => {
    const before = nights[index - 1]?.date;
    const broken = before !== undefined && addDays(before, 1) !== night.date;
    x += COLUMN + (broken ? BREAK : 0);
    return { night, x, broken, month: before?.slice(0, 7) !== night.date.slice(0, 7) };
  });
}

function drawn({ night: { date, state, why }, x, month, broken }: Column): string {
  const day = new Date(`${date}T00:00:00Z`);
  const middle = x + COLUMN / 2;
  const parts = [
    text(middle, 62, WEEKDAYS[day.getUTCDay()] ?? '', { fill: GREY }),
    symbol(state, x + (COLUMN - BOX) / 2, 68, BOX),
    text(middle, 112, String(day.getUTCDate()), { 'font-weight': 600 }),
  ];
  if (month) {
    const label = `${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
    parts.push(text(x + 4, 46, label, { 'text-anchor': 'start', fill: GREY }));
  }
  if (broken) {
    const d = `M${x - BREAK / 2} 68v8l-4 4 8 4-4 4v8`;
    parts.push(element('path', { d, fill: 'none', stroke: GREY, 'stroke-width': 1.2 }));
  }
  const title = element('title', {}, escaped(`${date}: ${LOOKS[state].word}${why === '' ? '' : `, ${why}`}`));
  return element('g', {}, title, ...parts);
}

function sizes(columns: readonly Column[], width: number): string {
  const known = columns.map(({ night }) => night.bytes).filter((bytes) => bytes > 0);
  const top = niceTop(Math.max(0, ...known));
  const yOf = (bytes: number) => BARS.top + BARS.height * (1 - bytes / top);
  const lines = [0, top / 2, top].map(
    (bytes) =>
      element('path', { d: `M${LEFT} ${yOf(bytes)}H${width - 84}`, stroke: '#d0d7de', 'stroke-width': 1 }) +
      text(LEFT - 8, yOf(bytes) + 4, inBytes(bytes), { 'text-anchor': 'end', fill: GREY }),
  );
  const bars = columns.map(({ night: { bytes, state }, x }) => {
    const box = { x: x + 7, width: COLUMN - 14, y: yOf(bytes), height: yOf(0) - yOf(bytes) };
    const { fill, border } = LOOKS[state];
    return bytes === 0
      ? text(x + COLUMN / 2, yOf(0) - 3, '–', { fill: GREY })
      : element('rect', { ...box, fill, stroke: border, 'stroke-width': 1 });
  });
  const middle = median(known);
  const level =
    middle === null || known.length < 3
      ? ''
      : element('path', {
          d: `M${LEFT} ${yOf(middle)}H${width - 84}`,
          stroke: '#1b1f24',
          'stroke-dasharray': '5 4',
        }) +
        text(width - 80, yOf(middle) - 2, 'median', { 'text-anchor': 'start' }) +
        text(width - 80, yOf(middle) + 11, inBytes(middle), { 'text-anchor': 'start' });
  return element(
    'g',
    {},
    text(14, BARS.top - 12, 'size', { 'text-anchor': 'start', fill: GREY }),
    ...lines,
    ...bars,
    level,
  );
}

/** A round number of the unit that is at least as large: 1, 2 or 5 with zeros. */
function niceTop(bytes: number): number {
  const unit = 1024 ** Math.floor(Math.log2(Math.max(1, bytes)) / 10);
  const power = 10 ** Math.floor(Math.log10(Math.max(1, bytes / unit)));
  const step = [1, 2, 5, 10].find((factor) => factor * power * unit >= bytes) ?? 10;
  return Math.max(2, step * power * unit);
}

function legend(nights: readonly NightOnCalendar[]): string {
  const states = (Object.keys(LOOKS) as NightState[]).filter(
    (state) => state === 'kept' || nights.some((night) => night.state === state),
  );
  return states
    .map((state, index) => {
      const x = 14 + index * 104;
      return (
        symbol(state, x, HEIGHT - 36, 22) +
        text(x + 29, HEIGHT - 21, LOOKS[state].word, { 'text-anchor': 'start' })
      );
    })
    .join('');
}

function spoken(nights: readonly NightOnCalendar[]): string {
  const counts = (Object.keys(LOOKS) as NightState[]).flatMap((state) => {
    const dates = nights.filter((night) => night.state === state).map(({ date }) => date);
    if (dates.length === 0) return [];
    return [`${dates.length} ${LOOKS[state].word}${state === 'kept' ? '' : ` (${dates.join(', ')})`}`];
  });
  return counts.join(', ') || 'no nights';
}
