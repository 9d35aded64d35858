import { HOST_NAMES, type HostName } from '../engine/host-names.ts';

/**
 * When a fault may strike: before the test registration is made, and before and after each job of the night.
 */
export const MOMENTS = [
  'before-registration',
  'before-backup',
  'after-backup',
  'before-download',
  'after-download',
  'before-restore',
  'after-restore',
  'before-rotate',
  'after-rotate',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** A moment and the host on which something happens then; written `after-backup@backup`. */
export interface Strike {
  moment: Moment;
  host: HostName;
}

/** Reads `<moment>@<host>`; null for anything else. */
export function parseStrike(name: string): Strike | null {
  const [moment, host, ...rest] = name.split('@');
  if (rest.length > 0) return null;
  const known = MOMENTS.find((candidate) => candidate === moment);
  const where = HOST_NAMES.find((candidate) => candidate === host);
  return known !== undefined && where !== undefined ? { moment: known, host: where } : null;
}

/** One executable of a fault: where and when it strikes, and what it is. */
export interface FaultScript extends Strike {
  /** The name of its folder. */
  fault: string;
  content: Buffer;
}
