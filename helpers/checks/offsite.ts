import type { Facts } from '../facts/facts.ts';
import type { OffsiteFacts } from '../facts/offsite.ts';
import { some } from './archive-judging.ts';
import { judged, notApplicable, notProven, passed, type CheckDefinition, type Finding } from './check.ts';

const DAY_MS = 86_400_000;
const ADVICE =
  'OFFSITE_DIR is not set. OpenCRVS’s manual asks for an encrypted copy outside the data centre, no older than the retention: see “npm run copy”';

type Definition = Pick<CheckDefinition<Facts>, 'code' | 'severity' | 'title' | 'remedy'> & {
  judge: (facts: OffsiteFacts, maxAgeDays: number) => Finding;
};

/** A question about off-site copies: it does not arise where none are configured. */
const offsiteCheck = ({ judge, ...rest }: Definition): CheckDefinition<Facts> => ({
  ...rest,
  phase: 'backup-host',
  requiredBy: ['acceptance', 'nightly'],
  judge: ({ policy, offsite }) => {
    if (policy.offsiteMaxAgeDays === undefined || policy.offsiteMaxAgeDays === null)
      return notApplicable(ADVICE);
    if (offsite === undefined) return notProven('the off-site copies were not looked at');
    return offsite.ok ? judge(offsite.value, policy.offsiteMaxAgeDays) : notProven(offsite.why);
  },
});

/** Questions about the copies outside the data centre. */
export const offsiteChecks: readonly CheckDefinition<Facts>[] = [
  offsiteCheck({
    code: 'OFFSITE_COPY_FRESH',
    severity: 'critical',
    title: 'The newest off-site copy is no older than the retention',
    remedy: 'Connect the disk and run “npm run copy”; put it into cron, or into somebody’s calendar.',
    judge: (facts, maxAgeDays) => {
      const [newest] = keptCopies(facts);
      const expected = `a copy of a night at most ${maxAgeDays} days old`;
      if (newest === undefined) return judged(false, expected, 'there is no copy');
      const days = ageInDays(newest.date, facts.lookedAt);
      return judged(days <= maxAgeDays, expected, `${newest.date}, ${days} days old, in ${newest.dir}`);
    },
  }),
  offsiteCheck({
    code: 'OFFSITE_COPY_WHOLE',
    severity: 'critical',
    title: 'An off-site copy was read again and is whole',
    remedy:
      'Do not count on that copy: copy the night again onto another disk while the backup host still has it, and test this disk.',
    judge: ({ reread, targets }) => {
      if (!reread.ok) return notProven(reread.why);
      const copy = reread.value;
      if (copy === null) {
        const away = targets.flatMap(({ away: why }) => why ?? []);
        return notApplicable(away.length > 0 ? `no copy is at hand: ${some(away)}` : 'there is no copy yet');
      }
      const expected = `${copy.date} in ${copy.dir} equal to its manifest, to the last byte`;
      return judged(copy.wrong === null, expected, copy.wrong ?? 'it is');
    },
  }),
  offsiteCheck({
    code: 'OFFSITE_COPY_KEPT',
    severity: 'warning',
    title: 'Every off-site copy is still where it was put',
    remedy:
      'Somebody removed or replaced copies, or the disk fails: find out who, and make the copy again while the backup host still has the night.',
    judge: ({ targets, copies }) => {
      if (copies.length === 0) return notApplicable('there is no copy yet');
      const lost = targets.flatMap(({ dir, lost: gone }) =>
        gone.map(({ date, why }) => `${date} in ${dir}: ${why}`),
      );
      const expected = `${copies.length} copies`;
      if (lost.length > 0) return judged(false, expected, some(lost));
      const away = targets
        .filter(({ away: why }) => why !== null)
        .flatMap(({ dir }) => copies.find((copy) => copy.dir === dir) ?? [])
        .map(({ dir, date, seenAt }) => `${dir} is away, last seen ${seenAt.slice(0, 10)} with ${date}`);
      return passed(expected, [`${copies.length} known`, ...away].join('; '));
    },
  }),
];

/** Copies that count, newest night first: those on a disk that is away too. */
const keptCopies = ({ copies, targets }: OffsiteFacts): OffsiteFacts['copies'] =>
  copies.filter(({ dir, date }) => {
    const target = targets.find((one) => one.dir === dir);
    return !target?.lost.some((gone) => gone.date === date);
  });

/** Whole days from a night to the day of the look, both by the calendar. */
export const ageInDays = (date: string, at: string): number =>
  Math.round(
    (Date.parse(`${at.slice(0, 10)}T00:00:00Z`) - Date.parse(`${date.slice(0, 10)}T00:00:00Z`)) / DAY_MS,
  );
