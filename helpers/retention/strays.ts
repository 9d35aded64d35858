import { baseName } from './backup-tree.ts';
import { expectedFiles, isPartial } from '../layout/expected-files.ts';
import { isDate } from '../schedule/local-time.ts';
import { kindOf } from './next-rotation.ts';
import { isCounted } from './predict-rotation.ts';
import { isAllowed, type RetentionView } from './view.ts';
import { rotationHere } from './window.ts';

export interface Stray {
  path: string;
  /** What it is, in a few words. */
  what: string;
  /** Whether rotation counts it, so that a night goes for it. */
  displaces: boolean;
}

/**
 * Whether rotation counts a path like a night. Only directories ever take a night's place: all of them at any depth where the
 * script of 1.5-1.9 runs, in 2.x those whose name is shaped like a date.
 */
function counter(view: RetentionView): (path: string) => boolean {
  const [job] = rotationHere(view) ?? [];
  const rotation = kindOf(view, job);
  const directories = view.facts.listing.entries
    .filter(({ kind, path }) => kind === 'directory' && isCounted(rotation, path))
    .map(({ path }) => path);
  return (path) => directories.some((one) => one === path || one.startsWith(`${path}/`));
}

/**
 * Everything in the backup directory that is not one of the nights' archives: names that are no date, loose
 * files, nested directories, more files than a night has. Left out: what an exception allows, what rsync left
 * behind, and provisioning's probe files. A directory is named once, not with all that lies in it.
 */
export function straysOf(view: RetentionView): Stray[] {
  const { tree, policy, facts } = view;
  const displaces = counter(view);
  const strays: Stray[] = [];
  for (const { path, kind } of tree.strays) {
    if (isPartial(path) || isAllowed(view, path, 'extra')) continue;
    const what =
      kind === 'directory'
        ? directoryKind(
            path,
            facts.listing.entries.map((entry) => entry.path),
          )
        : kind === 'file'
          ? 'loose file'
          : `a ${kind}`;
    strays.push({ path, what, displaces: displaces(path) });
  }
  for (const { date, files } of tree.dated) {
    if (isAllowed(view, date, 'extra')) continue;
    const { required, allowed } = expectedFiles(policy, date, tree.repositories);
    for (const { path, kind } of files) {
      const name = baseName(path);
      if (isPartial(name) || required.includes(name) || allowed.includes(name)) continue;
      const what = kind === 'directory' ? 'nested directory' : 'not an archive of this night';
      strays.push({ path, what, displaces: displaces(path) });
    }
  }
  return strays;
}

function directoryKind(name: string, paths: readonly string[]): string {
  const holdsNights = paths.some((path) => {
    const [top, second = '', ...deeper] = path.split('/');
    return top === name && deeper.length === 0 && isDate(second);
  });
  if (holdsNights)
    return 'holds dated directories itself: of another environment, or BACKUP_DIR is one level too high';
  return /^\d{4}-\d{1,2}-\d{1,2}/.test(name) ? 'almost a date: a copy, or written by hand' : 'label';
}
