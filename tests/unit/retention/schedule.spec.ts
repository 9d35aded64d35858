import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { parseSchedule, runsBetween, runsOn } from '../../../helpers/schedule/cron-schedule.ts';
import { addDays, dateIn, instantOf, isDate, timeIn } from '../../../helpers/schedule/local-time.ts';

const iso = (instant: number): string => new Date(instant).toISOString();

test('a skipped local time is the first instant after the change, one that comes twice the first', () => {
  // tzdata: Cairo turns forward at midnight of 24 April 2026, back at midnight of 30 October.
  expect(iso(instantOf('Africa/Cairo', '2026-04-24', '00:00'))).toBe('2026-04-23T22:00:00.000Z');
  expect(iso(instantOf('Africa/Cairo', '2026-04-24', '00:30'))).toBe('2026-04-23T22:00:00.000Z');
  expect(iso(instantOf('Africa/Cairo', '2026-04-24', '01:00'))).toBe('2026-04-23T22:00:00.000Z');
  expect(iso(instantOf('Africa/Cairo', '2026-10-29', '23:30'))).toBe('2026-10-29T20:30:00.000Z');
  expect(iso(instantOf('Europe/Berlin', '2026-03-29', '02:30'))).toBe('2026-03-29T01:00:00.000Z');
  expect(iso(instantOf('Australia/Lord_Howe', '2026-10-04', '02:15'))).toBe('2026-10-03T15:30:00.000Z');
  expect(timeIn('Africa/Cairo', instantOf('Africa/Cairo', '2026-04-24', '00:00'))).toBe(
    '2026-04-24 01:00 Africa/Cairo',
  );
});

const zones = [
  'UTC',
  'Africa/Lusaka',
  'Africa/Cairo',
  'America/Havana',
  'America/Santiago',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Auckland',
];

test('the instant of a local time shows that time, unless it is skipped, and comes in order', () => {
  const day = fc.integer({ min: 0, max: 1100 }).map((days) => addDays('2025-01-01', days));
  const minutes = fc.integer({ min: 0, max: 1438 });
  const written = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  fc.assert(
    fc.property(fc.constantFrom(...zones), day, minutes, (zone, date, minute) => {
      const instant = instantOf(zone, date, written(minute));
      expect(dateIn(zone, instant)).toBe(date);
      const shown = timeIn(zone, instant).slice(11, 16);
      if (shown === written(minute)) {
        // The first of two: half an hour or an hour before, the clock shows something else.
        for (const back of [30, 60])
          expect(timeIn(zone, instant - back * 60_000).slice(0, 16)).not.toBe(`${date} ${shown}`);
      } else {
        expect(shown > written(minute)).toBe(true);
        expect(timeIn(zone, instant - 1000).slice(0, 16) < `${date} ${written(minute)}`).toBe(true);
      }
      expect(instantOf(zone, date, written(minute + 1))).toBeGreaterThanOrEqual(instant);
    }),
  );
});

test('dates of the calendar and others', () => {
  for (const date of ['2026-11-23', '2028-02-29']) expect(isDate(date)).toBe(true);
  for (const text of [
    '2026-02-30',
    '2027-02-29',
    '2026-9-5',
    '2026-13-01',
    '2026-11-23 ',
    'abcd-ef-gh',
    '2026-11-23x',
  ]) {
    expect(isDate(text)).toBe(false);
  }
});

/**
 * Whether a schedule starts on a date at a time, decided field by field from the text: crontab(5) once more,
 * slowly.
 */
function fires(fields: readonly string[], date: string, hour: number, minute: number): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  const fits = (field: string, value: number, lowest: number): boolean =>
    field.split(',').some((item) => {
      const [range = '', step = '1'] = item.split('/');
      const [from = '', to = item.includes('/') ? '99' : from] =
        range === '*' ? [String(lowest), '99'] : range.split('-');
      return value >= Number(from) && value <= Number(to) && (value - Number(from)) % Number(step) === 0;
    });
  const [minutes = '', hours = '', days = '', months = '', weekdays = ''] = fields;
  const byDay = fits(days, day.getUTCDate(), 1);
  const byWeekday = [0, 7].some((sunday) => fits(weekdays, day.getUTCDay() || sunday, 0));
  const either = !days.startsWith('*') && !weekdays.startsWith('*');
  return (
    fits(minutes, minute, 0) &&
    fits(hours, hour, 0) &&
    fits(months, day.getUTCMonth() + 1, 1) &&
    (either ? byDay || byWeekday : byDay && byWeekday)
  );
}

test('a schedule runs when each of its fields fits', () => {
  const item = (lowest: number, highest: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: lowest, max: highest }).map(String),
      fc
        .tuple(fc.integer({ min: lowest, max: highest }), fc.integer({ min: lowest, max: highest }))
        .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      fc.integer({ min: 2, max: 12 }).map((step) => `*/${step}`),
      fc
        .tuple(fc.integer({ min: lowest, max: highest }), fc.integer({ min: lowest, max: highest }))
        .map((pair) => pair.join(',')),
    );
  const fields = fc.tuple(item(0, 59), item(0, 23), item(1, 31), item(1, 12), item(0, 7));
  fc.assert(
    fc.property(fields, fc.integer({ min: 0, max: 800 }), (written, days) => {
      const schedule = parseSchedule(written.join(' '));
      const date = addDays('2026-01-01', days);
      if (schedule === null) throw new Error(`not understood: ${written.join(' ')}`);
      const all: string[] = [];
      for (let hour = 0; hour < 24; hour++) {
        for (let minute = 0; minute < 60; minute++) {
          if (fires(written, date, hour, minute)) all.push(`${hour}:${minute}`);
        }
      }
      const midnight = Date.parse(`${date}T00:00:00Z`);
      const runs = runsBetween(schedule, 'UTC', midnight, midnight + 86_399_999);
      expect(runs.map((run) => `${new Date(run).getUTCHours()}:${new Date(run).getUTCMinutes()}`)).toEqual(
        all,
      );
      expect(runsOn(schedule, date)).toBe(all.length > 0);
    }),
  );
});

test('names, shortcuts, and what is no schedule', () => {
  const sunday = parseSchedule('0 1 * jan-mar sun');
  expect(sunday?.weekdays).toEqual(new Set([0]));
  expect(sunday?.months).toEqual(new Set([1, 2, 3]));
  expect(parseSchedule('@daily')).toEqual(parseSchedule('0 0 * * *'));
  for (const text of [
    '@reboot',
    '',
    '0 0 * *',
    '60 0 * * *',
    '0 24 * * *',
    '0 0 0 * *',
    '5-1 0 * * *',
    '0 0 * * x',
    '*/0 * * * *',
    '0 0 * * * *',
  ]) {
    expect(parseSchedule(text), text).toBeNull();
  }
});
