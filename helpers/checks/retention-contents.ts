import type { Facts } from '../facts/facts.ts';
import { baseName, type DatedDirectory } from '../retention/backup-tree.ts';
import { expectedFiles, isPartial } from '../layout/expected-files.ts';
import { straysOf } from '../retention/strays.ts';
import { isAllowed, isUnderWay, type RetentionView } from '../retention/view.ts';
import { listed, shown } from '../base/text.ts';
import { judged, notProven, type CheckDefinition, type Finding } from './check.ts';
import { retentionCheck } from './retention-check.ts';

/** The directories of nights whose archive must be complete at this hour. */
const finished = (view: RetentionView): DatedDirectory[] =>
  view.tree.dated.filter(({ date }) => !isUnderWay(view, date) && !isAllowed(view, date, 'extra'));

/** Absence is proven only by a listing that is whole. */
const unlisted = ({ facts: { listing } }: RetentionView): string | null =>
  listing.complete ? null : 'a directory below the backup directory could not be read';

export function expectedThere(view: RetentionView): Finding {
  const problems: string[] = [];
  for (const { date, files } of finished(view)) {
    for (const name of expectedFiles(view.policy, date, view.tree.repositories).required) {
      const file = files.find(({ path }) => baseName(path) === name);
      if (file === undefined) problems.push(`${date}: no ${name}`);
      else if (file.kind !== 'file') problems.push(`${shown(file.path)} is a ${file.kind}`);
      else if (file.bytes === 0) problems.push(`${shown(file.path)} is empty`);
    }
  }
  const why = unlisted(view);
  if (problems.length > 0 && why !== null) return notProven(`${why}; seen without: ${problems.join('; ')}`);
  return judged(
    problems.length === 0,
    'in every dated directory all files of its night, none empty',
    problems.length === 0 ? `complete in ${finished(view).length} directories` : problems.join('; '),
  );
}

/** Of what lies beside the nights: what rotation counts costs a night, the rest costs nothing. */
const strays =
  (displaces: boolean, expected: string) =>
  (view: RetentionView): Finding => {
    const found = straysOf(view).filter((stray) => stray.displaces === displaces);
    const why = unlisted(view);
    if (found.length === 0 && why !== null) return notProven(why);
    return judged(
      found.length === 0,
      expected,
      found.length === 0 ? 'nothing else' : listed(found.map(({ path, what }) => `${shown(path)} (${what})`)),
    );
  };

export function noPartialFiles(view: RetentionView): Finding {
  const { entries, growing } = view.facts.listing;
  const settled = (path: string) => !isUnderWay(view, path.split('/')[0] ?? '');
  const partial = entries
    .filter(({ path }) => path.split('/').length <= 2 && isPartial(baseName(path)) && settled(path))
    .map(({ path }) => `${shown(path)} (left by a transfer that was cut)`);
  const written = growing.filter(settled).map((path) => `${shown(path)} (still being written)`);
  const all = [...partial, ...written];
  return judged(all.length === 0, 'no file half transferred or still being written', listed(all));
}

/** What lies in the nights' directories. */
export const contentChecks: readonly CheckDefinition<Facts>[] = [
  retentionCheck(
    {
      code: 'RETENTION_EXPECTED_FILES',
      severity: 'critical',
      title: "Every night's directory holds exactly its archives, none empty",
      remedy:
        "An empty directory means that the transfer failed after it was made: look at the backup host's disk space and at production's backup log.",
      requiredBy: ['acceptance', 'nightly'],
    },
    expectedThere,
  ),
  retentionCheck(
    {
      code: 'RETENTION_NOTHING_ELSE',
      afterReset: true,
      severity: 'critical',
      title: 'Nothing takes the place of a night',
      remedy:
        'Move labels, copies and extracted archives out of the backup directory: rotation counts them like nights and drops a night for each. What must stay for a while goes into the exceptions file.',
      requiredBy: ['acceptance', 'nightly'],
    },
    strays(true, 'no directory that rotation counts and that is no night'),
  ),
  retentionCheck(
    {
      code: 'RETENTION_NO_STRAYS',
      afterReset: true,
      severity: 'info',
      title: 'Only the nights’ archives lie in the backup directory',
      remedy:
        'Nothing is lost by it: rotation does not count what is named. Move it elsewhere, or note it in the exceptions file.',
      requiredBy: [],
    },
    strays(false, 'dated directories with their archives, and nothing else'),
  ),
  retentionCheck(
    {
      code: 'RETENTION_NO_PARTIAL_FILES',
      severity: 'critical',
      title: 'No half transferred file lies in the backup directory',
      remedy:
        'Make sure that no transfer is running, then delete the named files; look for the cause in the log.',
      requiredBy: ['acceptance', 'nightly'],
    },
    noPartialFiles,
  ),
];
