import { createHash } from 'node:crypto';

/**
 * A UUID that follows from the run's token and what it is for. So a run that was killed makes the same calls again with the
 * same transaction ids, and the server recognises them: no second registration.
 */
export function idFor(runToken: string, purpose: string): string {
  const hex = createHash('sha256').update(`${runToken}/${purpose}`).digest('hex');
  const variant = ((parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** A number that follows from the run's token, to seed what is random within the run. */
export const seedOf = (runToken: string): number =>
  createHash('sha256').update(runToken).digest().readUInt32BE(0);
