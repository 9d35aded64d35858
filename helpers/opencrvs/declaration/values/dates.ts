import type { FormField } from '../event-form.ts';
import { hintsOf } from '../rules/hints.ts';
import { madeUp, type Candidates, type Making } from './making.ts';

const DAY_MS = 86_400_000;
const YEAR = 365.25;

/** Days before now: adults first, then the young and the old, then about today. */
const AGES_IN_DAYS = [30, 45, 19, 60, 75, 10, 2, 1].map((years) => Math.round(years * YEAR));
const ABOUT_NOW = [30, 7, 1, 0, -1, -30, -400];

/** The day of the event lies some days back; any other date is an adult's date of birth until the rules say otherwise. */
export function dateCandidates(field: FormField, making: Making): Candidates {
  const { faker, now, form } = making;
  const recent = faker.number.int({ min: 3, max: 60 });
  const adult = faker.number.int({ min: 21 * 366, max: 40 * 365 });
  const ages = field.id === form.dateOfEvent ? [recent, ...ABOUT_NOW, adult] : [adult];
  const days = [...ages, ...AGES_IN_DAYS, ...ABOUT_NOW].map((age) => dayOf(now - age * DAY_MS));
  return madeUp([...days, ...hintedDays(field, making)]);
}

/** The days on either side of each limit that the rules name. */
function hintedDays(field: FormField, { answers, now }: Making): string[] {
  const { days, values } = hintsOf(field);
  const limits = days.flatMap(({ days: shift, from }) => {
    const named = from === null ? null : (answers[from] ?? from);
    const start = named === null ? now : typeof named === 'string' ? Date.parse(named) : NaN;
    return [-1, 0, 1]
      .map((side) => start + (shift + side) * DAY_MS)
      .filter(isTime)
      .map(dayOf);
  });
  return [...limits, ...values.filter((value) => typeof value === 'string')];
}

/** Within what a date can be: limits come from elsewhere. */
const isTime = (time: number): boolean => !Number.isNaN(new Date(time).getTime());

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A span of a week, some time back. */
export function dateRangeCandidates(_: FormField, { now }: Making): Candidates {
  return madeUp([{ start: dayOf(now - 14 * DAY_MS), end: dayOf(now - 7 * DAY_MS) }, dayOf(now - 7 * DAY_MS)]);
}
