import type { Whole } from '../diagnosis/spoil.ts';

/** One change each, named for what it is. */
export const SINGLE: Readonly<Record<string, (facts: Whole) => void>> = {};
