import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { ok } from '../../../helpers/base/outcome.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { clock, facts, failedCodes, listing, policy } from './deployment.ts';
import { play, type Deployment } from './history.ts';

const ZONES = [
  'UTC',
  'Africa/Lusaka',
  'Europe/Helsinki',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'Africa/Cairo',
  'Asia/Beirut',
  'America/Havana',
];
const DAY = 86_400_000;
const QUARTER = 15 * 60_000;
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);

const deployment: fc.Arbitrary<Deployment> = fc.record({
  productionZone: fc.constantFrom(...ZONES),
  backupZone: fc.constantFrom(...ZONES),
  backupAt: fc.oneof(fc.constant('00:00'), time),
  rotateAt: fc.oneof(fc.constant('00:00'), time),
  keep: fc.integer({ min: 1, max: 9 }),
  uploadMinutes: fc.integer({ min: 1, max: 28 }),
  missed: fc.constant<ReadonlySet<number>>(new Set()),
});
/** Begins anywhere in two years: across month ends, leap days and clock changes. */
const span = fc.record({
  from: fc.integer({ min: 0, max: 730 * 96 }).map((quarters) => Date.UTC(2027, 0, 1) + quarters * QUARTER),
  nights: fc.integer({ min: 2, max: 16 }),
  minutes: fc.integer({ min: 0, max: 24 * 60 }),
});

function judgedCodes(deployed: Deployment, from: number, now: number): string[] {
  const { entries } = play(deployed, from, now);
  const seen = facts(listing(entries), policy.backupDir, new Date(now));
  const zone = (timeZone: string) => ok(clock({ timeZone, crontabChangedAt: new Date(from).toISOString() }));
  const cron = (at: string) => at.split(':').map(Number).reverse().join(' ') + ' * * *';
  seen.clocks = { production: zone(deployed.productionZone), backup: zone(deployed.backupZone) };
  seen.jobs = {
    production: ok([
      { job: 'backup', schedule: cron(deployed.backupAt), dateZone: null, remoteDirectory: policy.backupDir },
    ]),
  };
  seen.rotation = ok([
    {
      schedule: cron(deployed.rotateAt),
      directory: policy.backupDir,
      keep: deployed.keep,
      kind: 'every-directory',
    },
  ]);
  const all: Facts = { policy: { ...policy, backupsToKeep: deployed.keep }, retention: ok(seen) };
  return failedCodes(all);
}

test('no false alarm at any hour of a healthy deployment, whatever the zones, hours and clock changes', () => {
  fc.assert(
    fc.property(deployment, span, (deployed, { from, nights, minutes }) => {
      const now = from + nights * DAY + minutes * 60_000;
      expect(judgedCodes(deployed, from, now)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

/**
 * What must fail when nights were missed, said slowly: from the backups that were started and the archives
 * that are there.
 */
function expectedCodes(deployed: Deployment, from: number, now: number): string[] {
  const { entries, started } = play(deployed, from, now);
  const half = play(deployed, from, now - 30 * 60_000);
  const there = entries.filter(({ path }) => path.endsWith('.enc')).map(({ path }) => path.slice(0, 10));
  const due = half.started.at(-1);
  const newest = [due ?? '', ...there].sort().at(-1) ?? '';
  const wanted = started.filter((date) => date <= newest).slice(-deployed.keep);
  const codes = new Set<string>();
  for (const date of wanted) {
    if (there.includes(date)) continue;
    if (there.every((other) => other > date)) {
      // With nothing there at all, the newest is the other code's.
      if (there.length > 0 || date !== due) codes.add('RETENTION_NOT_TOO_FEW');
    } else if (there.some((other) => other > date)) codes.add('RETENTION_NO_GAPS');
  }
  if (due !== undefined && there.every((date) => date < due)) codes.add('RETENTION_NEWEST_PRESENT');
  return [...codes].sort();
}

test('missed nights are told apart: the newest, one in between, one at the old end', () => {
  const missing = fc
    .tuple(deployment, fc.uniqueArray(fc.integer({ min: 0, max: 16 }), { minLength: 1, maxLength: 4 }))
    .map(([deployed, missed]) => ({ ...deployed, missed: new Set(missed) }));
  fc.assert(
    fc.property(missing, span, (deployed, { from, nights, minutes }) => {
      const now = from + nights * DAY + minutes * 60_000;
      expect(judgedCodes(deployed, from, now)).toEqual(expectedCodes(deployed, from, now));
    }),
    { numRuns: 150 },
  );
});
