import type { ListedEntry } from '../../../helpers/facts/retention.ts';
import { directory, file } from './history.ts';

/**
 * An independent, slow second opinion on a backup directory: everything said by counting days back from
 * today, two hours ahead of UTC, with the jobs at midnight. It shares nothing with the rules but the names of
 * their codes.
 */
export const STATES = [
  'absent',
  'whole',
  'empty',
  'no-file',
  'cut',
  'cut-beside',
  'old',
  'late',
  'more',
  'nested',
  'plain',
  'open',
] as const;
export type State = (typeof STATES)[number];

export interface Situation {
  /** What became of the nights, today first. */
  days: State[];
  labels: string[];
  future: number[];
  loose: boolean;
  keep: number;
  /** Minutes since today's midnight. */
  minutes: number;
}

const TODAY = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const MINUTE = 60_000;
const AHEAD = 120 * MINUTE;

export const ORACLE_ZONE = 'Etc/GMT-2';
const dateOf = (back: number): string => new Date(TODAY - back * DAY).toISOString().slice(0, 10);
const begins = (back: number): number => TODAY - back * DAY - AHEAD;
export const nowOf = ({ minutes }: Situation): number => begins(0) + minutes * MINUTE;

const madeAt = (state: State, back: number): number =>
  begins(back) + (state === 'old' ? -DAY : 0) + (state === 'late' ? 125 : 5) * MINUTE;

/** The listing of such a directory. */
export function entriesOf({ days, labels, future, loose }: Situation): ListedEntry[] {
  const entries: ListedEntry[] = [];
  days.forEach((state, back) => {
    const date = dateOf(back);
    const made = madeAt(state, back);
    if (state === 'absent') return;
    entries.push({ ...directory(date, made), ...(state === 'open' ? { mode: 0o777 } : {}) });
    const name = `${date}/${date}.tar.gz.enc`;
    if (state === 'cut' || state === 'cut-beside')
      entries.push(file(`${date}/.${date}.tar.gz.enc.Ab12Cd`, made));
    if (state === 'empty') entries.push(file(name, made, 0));
    else if (state === 'plain') entries.push({ ...file(name, made), head: '1f8b080000000000' });
    else if (state !== 'no-file' && state !== 'cut') entries.push(file(name, made));
    if (state === 'more') entries.push(file(`${date}/notes.txt`, made));
    if (state === 'nested')
      entries.push(directory(`${date}/extract`, made), directory(`${date}/extract/mongo`, made));
  });
  for (const label of labels) entries.push(directory(label, begins(3)));
  for (const ahead of future)
    entries.push(
      directory(dateOf(-ahead), begins(0)),
      file(`${dateOf(-ahead)}/${dateOf(-ahead)}.tar.gz.enc`, begins(0)),
    );
  if (loose) entries.push(file('notes.txt', begins(1)));
  return entries;
}

/** The codes that must fail. */
export function expectedCodes(situation: Situation): string[] {
  const { days, labels, future, loose, keep, minutes } = situation;
  const codes = new Set<string>();
  const underWay = minutes < 30;
  const there: number[] = [];
  for (let back = 0; back < days.length; back++) {
    const state = days[back] ?? 'absent';
    const coming = back === 0 && underWay;
    if (state === 'absent') continue;
    if (state === 'plain') codes.add('RETENTION_NO_PLAINTEXT');
    if (state === 'open') codes.add('RETENTION_PERMISSIONS');
    if (state === 'more') codes.add('RETENTION_NO_STRAYS');
    if (state === 'nested') codes.add('RETENTION_NOTHING_ELSE');
    if (coming && (state === 'no-file' || state === 'cut')) continue;
    there.push(back);
    if (state === 'old') codes.add('RETENTION_TIMES');
    if (state === 'late') codes.add('RETENTION_IN_TIME');
    if (coming) continue;
    if (state === 'empty' || state === 'no-file' || state === 'cut') codes.add('RETENTION_EXPECTED_FILES');
    if (state === 'cut' || state === 'cut-beside') codes.add('RETENTION_NO_PARTIAL_FILES');
  }
  if (labels.length > 0) codes.add('RETENTION_NOTHING_ELSE');
  if (loose) codes.add('RETENTION_NO_STRAYS');
  if (future.length > 0) codes.add('RETENTION_NO_FUTURE_DATES');
  const due = underWay ? 1 : 0;
  if (!there.some((back) => back <= due)) codes.add('RETENTION_NEWEST_PRESENT');
  const newest = Math.min(due, ...there);
  for (let back = newest; back < newest + keep; back++) {
    if (!there.includes(back) && there.some((other) => other < back) && there.some((other) => other > back))
      codes.add('RETENTION_NO_GAPS');
  }
  if (tooMany(situation, there)) codes.add('RETENTION_NOT_TOO_MANY');
  if (losesANight(situation, there)) codes.add('RETENTION_ROTATION_KEEPS_POLICY');
  return [...codes].sort();
}

function tooMany({ days, keep, minutes }: Situation, there: readonly number[]): boolean {
  // Ten minutes are given to a rotation that has just begun.
  const rotated = minutes >= 10 ? 0 : 1;
  let allowed = keep;
  for (const back of there) {
    if (back <= rotated && madeAt(days[back] ?? 'absent', back) > begins(rotated)) allowed++;
  }
  if (there.length > allowed) return true;
  const [oldest = 0, next = 0] = [...there].reverse();
  return there.length > keep && oldest - next > keep + 7;
}

function losesANight({ days, labels, future, keep, minutes }: Situation, there: readonly number[]): boolean {
  const nights = there.map(dateOf);
  // Tonight's directory counts for rotation from its first byte on, and will be there before the next one.
  if (minutes <= 30 && !there.includes(0)) nights.push(dateOf(0));
  const names = [...nights, ...labels, ...future.map((ahead) => dateOf(-ahead))];
  days.forEach((state, back) => {
    if (state === 'nested') names.push(`${dateOf(back)}/extract`, `${dateOf(back)}/extract/mongo`);
  });
  const kept = names.sort().reverse().slice(0, keep);
  return nights
    .sort()
    .reverse()
    .slice(0, keep)
    .some((night) => !kept.includes(night));
}
