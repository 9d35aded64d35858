import { baseName, type DatedDirectory } from './backup-tree.ts';
import { expectedFiles, isPartial } from '../layout/expected-files.ts';
import { isOfEarlierSchedule, ownNight } from './own-night.ts';
import { isAllowed, isUnderWay, nightOf, type RetentionView } from './view.ts';
import { keptNights } from './window.ts';

/**
 * What became of a night. `kept`: as it should be. `missing`: not there. `extra`: there, but no night of the
 * policy. `suspicious`: there, but not as it should be. `under-way`: not due yet.
 */
export type NightState = 'kept' | 'missing' | 'extra' | 'suspicious' | 'under-way';

export interface NightOnCalendar {
  date: string;
  state: NightState;
  /** Of all files in its directory. */
  bytes: number;
  /** In a few words; empty for a night that is kept. */
  why: string;
}

/** The bytes of a night's directory, without what a cut transfer left. */
export const nightBytes = ({ files }: DatedDirectory): number =>
  files
    .filter(({ path, kind }) => kind === 'file' && !isPartial(baseName(path)))
    .reduce((sum, { bytes }) => sum + bytes, 0);

/** Every night that is there or should be, oldest first: for pictures and reports, a check has its own rule. */
export function nightStates(view: RetentionView): NightOnCalendar[] {
  const { required, spare } = keptNights(view);
  const nights = new Map<string, NightOnCalendar>();
  const oldest = view.arrived[0]?.date ?? '';
  for (const { date } of required) {
    if (date > oldest) nights.set(date, { date, state: 'missing', bytes: 0, why: 'not there' });
  }
  for (const night of view.nights) {
    if (isUnderWay(view, night.date)) {
      nights.set(night.date, {
        date: night.date,
        state: 'under-way',
        bytes: 0,
        why: 'on its way or not begun',
      });
    }
  }
  const expected = new Set([...required, ...(spare ? [spare] : [])].map(({ date }) => date));
  for (const directory of view.tree.dated) {
    const { date } = directory;
    const bytes = nightBytes(directory);
    if (nights.get(date)?.state === 'under-way') continue;
    if (date > view.today && !expected.has(date))
      nights.set(date, { date, state: 'extra', bytes, why: 'of the future' });
    else if (isAllowed(view, date, 'extra'))
      nights.set(date, { date, state: 'extra', bytes, why: 'an exception allows it' });
    else if (!expected.has(date))
      nights.set(date, { date, state: 'extra', bytes, why: 'older than the policy keeps' });
    else {
      const why = whatIsWrong(view, directory);
      nights.set(date, { date, state: why === '' ? 'kept' : 'suspicious', bytes, why });
    }
  }
  return [...nights.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function whatIsWrong(view: RetentionView, { date, files, nested }: DatedDirectory): string {
  const names = files.map(({ path }) => baseName(path));
  const { required, allowed } = expectedFiles(view.policy, date, view.tree.repositories);
  const missing = required.filter(
    (name) => !files.some(({ path, bytes }) => baseName(path) === name && bytes > 0),
  );
  if (missing.length > 0) return 'archive missing or empty';
  if (nested.length > 0 || names.some((name) => !required.includes(name) && !allowed.includes(name))) {
    return 'holds more than its archive';
  }
  if (nightOf(view, date) === null && !isOfEarlierSchedule(view, date)) return '';
  const { from, to, dueBy } = ownNight(view, date);
  const times = files.map(({ modifiedAt }) => Date.parse(modifiedAt));
  if (times.some((time) => time < from - 120_000)) return 'older than its night';
  if (times.some((time) => time > (dueBy ?? to) + 120_000)) return 'made late or again';
  return '';
}
