import type { Faker } from '@faker-js/faker';
import type { FormField } from '../event-form.ts';
import { hintsOf } from '../rules/hints.ts';
import { madeUp, type Candidates, type Making } from './making.ts';
import { randomWord } from './random-word.ts';

/** Tries at a pattern: what is made for it need not match, the rules decide. */
const TRIES = 5;

/** Characters that a text is drawn out to at most: what a form asks for comes from elsewhere. */
const LONGEST = 2_000;

/** A text that says that this is a test, or as much of it as the field allows, or what its pattern asks for. */
export function textCandidates(field: FormField, { faker, runToken }: Making): Candidates {
  const hints = hintsOf(field);
  const { maxLength: configured = Infinity } = (field.configuration ?? {}) as { maxLength?: number };
  const minLength = Math.min(hints.minLength, LONGEST);
  const maxLength = Math.min(configured, hints.maxLength);
  const word = randomWord(faker, 'plain');
  const digits = [4, 5, 6, 8, 2, 10, 1].map((length) => faker.string.numeric({ length }));
  const texts = [
    ...hints.values.filter((value) => typeof value === 'string'),
    `test registration ${runToken}`,
    `Test ${runToken}`,
    runToken,
    'Test',
    word,
    word.toLowerCase(),
    word.toUpperCase(),
    ...hints.patterns.flatMap((pattern) => matchesOf(faker, pattern)),
    ...digits,
  ].map((text) => text.padEnd(minLength, ' test').slice(0, maxLength));
  return madeUp([...new Set(texts)]);
}

function matchesOf(faker: Faker, pattern: string): string[] {
  // Nor does it have to be made at any length.
  if (/\{\d*,?\d{4,}/.test(pattern)) return [];
  const inner = pattern.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\d', '[0-9]');
  try {
    return Array.from({ length: TRIES }, () => faker.helpers.fromRegExp(inner));
  } catch {
    // A pattern that is beyond it.
    return [];
  }
}
