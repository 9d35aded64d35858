import type { NightState } from './night-states.ts';
import { element } from './svg.ts';

/** The look of a state: each has its own sign, border and filling, so that none needs its colour to be told. */
interface Look {
  word: string;
  fill: string;
  border: string;
  dash?: string;
  /** The sign, drawn around (0, 0) in a square of 16. */
  sign: string;
  ink: string;
}

const stroke = (d: string, ink: string): string =>
  element('path', { d, fill: 'none', stroke: ink, 'stroke-width': 2.4, 'stroke-linecap': 'round' });

const INK = '#1b1f24';

export const LOOKS: Record<NightState, Look> = {
  kept: { word: 'kept', fill: '#2f6690', border: '#2f6690', sign: 'M-5 0l3.5 4L5 -4.5', ink: '#ffffff' },
  missing: {
    word: 'missing',
    fill: '#ffffff',
    border: '#b00020',
    dash: '4 3',
    sign: 'M-4.5 -4.5l9 9M4.5 -4.5l-9 9',
    ink: '#b00020',
  },
  suspicious: { word: 'suspicious', fill: 'url(#dots)', border: INK, sign: 'M0 -6v7.5M0 5.6v.2', ink: INK },
  extra: { word: 'extra', fill: 'url(#hatch)', border: '#6b4f00', sign: 'M-5 0h10M0 -5v10', ink: INK },
  'under-way': {
    word: 'not due yet',
    fill: '#ffffff',
    border: '#8a929b',
    dash: '1 3',
    sign: 'M-5 0v.1M0 0v.1M5 0v.1',
    ink: '#57606a',
  },
};

/** The patterns that the looks are filled with. */
export const PATTERNS = element(
  'defs',
  {},
  element(
    'pattern',
    { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('rect', { width: 6, height: 6, fill: '#fff6dc' }),
    element('rect', { width: 1.6, height: 6, fill: '#c79a2b' }),
  ),
  element(
    'pattern',
    { id: 'dots', width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: 6, height: 6, fill: '#fde3d3' }),
    element('circle', { cx: 3, cy: 3, r: 1.1, fill: '#d2612c' }),
  ),
);

/** A state's sign in a box of its look. */
export function symbol(state: NightState, x: number, y: number, size: number): string {
  const { fill, border, dash, sign, ink } = LOOKS[state];
  const box = {
    x,
    y,
    width: size,
    height: size,
    rx: 3,
    fill,
    stroke: border,
    'stroke-width': 1.6,
    ...(dash === undefined ? {} : { 'stroke-dasharray': dash }),
  };
  const plate = fill.startsWith('url') ? element('circle', { r: 8.5, fill: '#ffffff' }) : '';
  const middle = `translate(${x + size / 2} ${y + size / 2})`;
  return element('rect', box) + element('g', { transform: middle }, plate, stroke(sign, ink));
}
