import type { CheckCode } from '../checks/codes.ts';
import type { Layout } from '../facts/policy.ts';
import type { Sign } from './sign.ts';

/**
 * Where in the way of a record to staging something goes wrong, the earliest first: what goes wrong at one stage shows at all
 * later ones. Rotation deletes what earlier nights brought, so it stands behind tonight's way.
 */
export const STAGES = [
  'access',
  'registration',
  'deployment',
  'backup',
  'upload',
  'archive',
  'fetch',
  'restore',
  'staging',
  'retention',
  'recovery',
  'clean-up',
] as const;
export type Stage = (typeof STAGES)[number];

/** Something that can be wrong, and what it leaves behind. */
export interface Cause {
  code: string;
  title: string;
  /** By layout where the way to it differs: a cluster has no crontab and no log files on its hosts. */
  remedy: string | Readonly<Record<Layout, string>>;
  stage: Stage;
  /** The checks that fail because of it. One that explains nothing of what failed is not named. */
  explains: readonly CheckCode[];
  /** The only layout in which it can be; absent: in both. */
  onlyIn?: Layout;
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
  /** Causes that this one brings about though they belong to the same stage or an earlier one. */
  bringsAbout?: readonly string[];
}

/** What several causes are called together when nothing tells them apart. */
export interface Family extends Pick<Cause, 'code' | 'title' | 'remedy' | 'stage' | 'explains'> {
  /** Makes sure that it is one of them. */
  establishedBy: Sign;
  unless?: readonly Sign[];
}

/** From this weight on a sign establishes a cause. */
export const TELLING = 8;
/** From this weight on the absence of a sign speaks against a cause. */
export const TYPICAL = 3;
