import type { Sign } from './sign.ts';

/** Something that can be wrong, and what it leaves behind. */
export interface Cause {
  code: string;
  title: string;
  remedy: string;
  /** What must be seen, or it cannot be this. */
  needs?: readonly Sign[];
  /** What rules it out when it is seen. */
  unless?: readonly Sign[];
  /**
   * What speaks for it. 8 and more: hardly anything else leaves this sign, and any one of them is enough. From 3 on: typical, so
   * that its absence counts half of it against. Less: fits.
   */
  signs: readonly (readonly [weight: number, sign: Sign])[];
  /** Causes with the same traces where the host that would tell is out of reach: shown as one then. */
  family?: string;
  /** Causes that this one brings about: they never rank before it once it is established. */
  bringsAbout?: readonly string[];
}

/** What several causes are called together when nothing tells them apart. */
export interface Family extends Pick<Cause, 'code' | 'title' | 'remedy' | 'bringsAbout'> {
  /** Makes sure that it is one of them. */
  establishedBy: Sign;
}

/** From this weight on a sign establishes a cause. */
export const TELLING = 8;
/** From this weight on the absence of a sign speaks against a cause. */
export const TYPICAL = 3;

/** What staging shows when it got nothing good to restore, whatever the reason was. */
export const RESTORE_SYMPTOMS = [
  'RESTORE_WITHOUT_ARCHIVE',
  'YESTERDAY_RESTORED',
  'DATABASE_EMPTY_AFTER_RESTORE',
  'FILES_NOT_RESTORED',
  'FILES_RESTORED_IN_PART',
  'FILES_MISSING_IN_ARCHIVE',
  'INDEX_NOT_REBUILT',
  'LOGIN_LOST',
  'RESTORE_STOPPED_AFTER_DATABASE',
  'RESTORE_REPORTS_WRONGLY',
  'WRONG_SOURCE_DIRECTORY',
  'NO_ARCHIVE_TONIGHT',
  'ARCHIVE_UNUSABLE',
  'ARCHIVE_NOT_FETCHED',
] as const;
