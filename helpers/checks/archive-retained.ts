import type { Facts } from '../facts/facts.ts';
import { archiveCheck, some } from './archive-judging.ts';
import { judged, notApplicable, notProven, type CheckDefinition } from './check.ts';

/** Questions about the earlier nights that are still kept. */
export const archiveRetainedChecks: readonly CheckDefinition<Facts>[] = [
  archiveCheck({
    code: 'ARCHIVE_RETAINED_WHOLE',
    severity: 'warning',
    title: 'The earlier night that was looked at again is still whole',
    remedy:
      'Do not count on that night any more: take it from an off-site copy, and test the disk of the backup host. An archive that changed after it was proven may also have been replaced by hand: find out by whom.',
    requiredBy: [],
    judge: ({ retained }) => {
      if (retained === undefined) return notApplicable('earlier nights are not looked at in this run');
      if (!retained.ok) return notProven(retained.why);
      const { night, files, nights, proven } = retained.value;
      if (night === null) return notApplicable('there is no earlier night');
      const bad = files.filter(({ result }) => result !== 'whole' && result !== 'unchanged');
      return judged(
        bad.length === 0,
        `every file of ${night} whole`,
        bad.length === 0
          ? `${files.map(({ name, result }) => `${name} ${result}`).join(', ')}; ${proven} of ${nights} nights proven`
          : some(
              bad.map(({ name, result, damages }) => `${name} ${result} ${damages[0]?.message ?? ''}`.trim()),
            ),
      );
    },
  }),
];
