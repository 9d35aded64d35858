import { randomInt } from 'node:crypto';

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const random = (length: number): string =>
  Array.from({ length }, () => SIGNS[randomInt(SIGNS.length)]).join('');

/** Six digits and capitals. */
export const newTrackingId = (): string => random(6);

/** Twelve digits and capitals. */
export const newRegistrationNumber = (): string => random(12);
