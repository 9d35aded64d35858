import type { LedgerEntry } from '../archive/ledger.ts';
import { layoutOf } from '../layout/layouts.ts';
import type { Policy } from '../facts/policy.ts';
import type { BackupListing } from '../facts/retention.ts';
import { isDate } from '../schedule/local-time.ts';
import { UserError } from '../base/user-error.ts';

/** Which nights are to be copied. */
export type Choice = { night: string } | 'all' | 'newest';

/** Nights of the backup host of which every file is there, newest first. */
export function wholeNights({ entries }: BackupListing, { layout, stores }: Policy): string[] {
  const files = new Set(entries.filter(({ kind }) => kind === 'file').map(({ path }) => path));
  return entries
    .map(({ path }) => path)
    .filter(
      (path) =>
        isDate(path) &&
        layoutOf(layout)
          .filesOf(path, stores)
          .every(({ name }) => files.has(name)),
    )
    .sort()
    .reverse();
}

/**
 * The nights to copy, newest first: the newest one that was proven (the newest of all while none was: the copy proves it), a
 * certain one, or all.
 *
 * @throws UserError when there is no such night
 */
export function chooseNights(
  nights: readonly string[],
  choice: Choice,
  policy: Policy,
  proofs: readonly LedgerEntry[],
): string[] {
  if (choice === 'all') return [...nights];
  if (choice !== 'newest') {
    if (nights.includes(choice.night)) return [choice.night];
    throw new UserError(
      `The backup host has no whole night ${choice.night}. It has ${nights.join(', ') || 'none at all'}.`,
    );
  }
  const proven = new Set(proofs.map(({ name }) => name));
  const isProven = (date: string): boolean =>
    layoutOf(policy.layout)
      .filesOf(date, policy.stores)
      .every(({ name }) => proven.has(name));
  const night = nights.find(isProven) ?? nights[0];
  if (night === undefined) throw new UserError('The backup host has no whole night that could be copied.');
  return [night];
}
