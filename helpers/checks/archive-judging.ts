import type { ArchiveFacts, ArchiveFile } from '../facts/archive.ts';
import type { Damage } from '../facts/damage.ts';
import type { Facts } from '../facts/facts.ts';
import { notProven, type CheckDefinition, type Finding } from './check.ts';

type Definition = Omit<CheckDefinition<Facts>, 'phase' | 'requiredBy' | 'judge'> & {
  requiredBy?: CheckDefinition<Facts>['requiredBy'];
  judge: (archive: ArchiveFacts, facts: Facts) => Finding;
};

/** A check of the archive: not proven while there are no facts of it. Required by every profile unless said. */
export function archiveCheck({ judge, requiredBy, ...rest }: Definition): CheckDefinition<Facts> {
  return {
    ...rest,
    phase: 'backup-host',
    requiredBy: requiredBy ?? ['acceptance', 'nightly', 'offline'],
    judge: (facts) => {
      if (facts.archive === undefined) return notProven('the archive was not read');
      return facts.archive.ok ? judge(facts.archive.value, facts) : notProven(facts.archive.why);
    },
  };
}

/**
 * A check of one kind of damage: the files that were read, and the first of their damages that is of this kind.
 * Damage of the kind `cause` in the same file explains it and is for another check to blame. `depth`: the least that must
 * have been read.
 */
export function damageFinding(
  archive: ArchiveFacts,
  expected: string,
  isIt: (damage: Damage) => boolean,
  {
    cause = () => false,
    depth = 'full',
  }: { cause?: (damage: Damage) => boolean; depth?: ArchiveFacts['depth'] } = {},
): Finding {
  let unjudged: string | null = null;
  for (const file of archive.files) {
    const damages = file.reading?.damages ?? [];
    if (damages.some((damage) => cause(damage) && !isUnjudged(damage))) continue;
    const damage = damages.find((found) => isIt(found) && !isUnjudged(found));
    if (damage !== undefined)
      return { status: 'failed', expected, actual: damage.message, detail: placeOf(file, damage) };
    unjudged ??= damages.find((found) => isIt(found) && isUnjudged(found))?.message ?? null;
  }
  if (unjudged !== null) return notProven(unjudged);
  const hidden = unreadReason(archive, depth);
  if (hidden !== null) return notProven(hidden);
  return { status: 'passed', expected, actual: archive.files.map(readSummary).join('; ') };
}

/** What the reader gave up on: not known to be damaged. */
const isUnjudged = ({ kind }: Damage): boolean => kind === 'unjudged';

/** Where a damage lies: file, byte offset, member. */
export function placeOf({ name }: ArchiveFile, { layer, kind, offset, member }: Damage): string {
  const at = offset === null ? '' : ` at byte ${offset}`;
  return `${name}: ${kind} in layer ${layer}${at}${member === null ? '' : `, while reading ${member}`}`;
}

/** Damage of the layers around the members: it hides what lies behind it. */
export const isOuter = ({ layer }: Damage): boolean => !layer.startsWith('nested') && layer !== 'content';

/** Damage through which the content can still be read in full. */
const isHarmless = ({ kind }: Damage): boolean => kind === 'not-encrypted' || kind === 'trailing';

/** Why the content of an archive cannot be judged by what is absent from it; null: all of it was read. */
export function unreadReason(archive: ArchiveFacts, depth: ArchiveFacts['depth'] = 'full'): string | null {
  for (const file of archive.files) {
    if (file.listed === null) return `${file.name} is missing`;
    if (file.growing === true) return `${file.name} is still being written`;
    if (file.reading === null) return `${file.name} was not read`;
    const { damages, container } = file.reading;
    const outer = damages.filter(isOuter).find((damage) => !isHarmless(damage));
    if (outer !== undefined) return `${file.name} could not be read to its end: ${outer.message}`;
    if (container === 'other' || container === 'empty') return `${file.name} is not an archive`;
  }
  const depths: ArchiveFacts['depth'][] = ['header', 'structure', 'full'];
  if (depths.indexOf(archive.depth) < depths.indexOf(depth))
    return `it was read at depth ${archive.depth} only`;
  return null;
}

/** Nested damage: a part of the content could not be read. */
export const brokenMembers = (archive: ArchiveFacts): Damage[] =>
  archive.files.flatMap(({ reading }) => reading?.damages.filter((damage) => !isOuter(damage)) ?? []);

/** Why what is absent from the dumps proves nothing: one is of an unknown make, or has rows too long to look into. */
export function unreadDump({ dumps }: ArchiveFacts): string | null {
  const unknown = dumps.find(({ unreadable }) => unreadable !== null);
  if (unknown !== undefined) return `${unknown.member} cannot be read: ${unknown.unreadable}`;
  const skipped = dumps.find(({ rowsSkipped }) => rowsSkipped > 0);
  return skipped === undefined
    ? null
    : `${skipped.rowsSkipped} rows of ${skipped.member} are too long to be read`;
}

const readSummary = ({ name, reading }: ArchiveFile): string =>
  `${name}: ${reading?.bytesRead ?? 0} bytes read`;

/** At most `n` of a list, with how many more there are. */
export const some = (list: readonly string[], n = 5): string =>
  list.length <= n ? list.join(', ') : `${list.slice(0, n).join(', ')} and ${list.length - n} more`;
