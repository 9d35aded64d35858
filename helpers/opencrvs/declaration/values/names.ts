import type { Faker } from '@faker-js/faker';
import type { FormField } from '../event-form.ts';
import { madeUp, type Candidates, type Making } from './making.ts';
import { randomWord, SCRIPTS, type Spelling } from './random-word.ts';

/** How a name may be spelt, the one that asks most of a backup first. */
const SPELLINGS: readonly { name: string; apostrophe: boolean; spelling: Spelling }[] = [
  { name: 'a name with diacritics and an apostrophe', apostrophe: true, spelling: 'diacritics' },
  { name: 'a name with diacritics', apostrophe: false, spelling: 'diacritics' },
  { name: 'a name with diacritics of Latin-1 and an apostrophe', apostrophe: true, spelling: 'Latin-1' },
  { name: 'a name with diacritics of Latin-1', apostrophe: false, spelling: 'Latin-1' },
  { name: 'a name with an apostrophe', apostrophe: true, spelling: 'plain' },
  { name: 'a plain name', apostrophe: false, spelling: 'plain' },
  { name: 'a name in capitals', apostrophe: false, spelling: 'capitals' },
  ...SCRIPTS.map((script) => ({ name: `a name in ${script} letters`, apostrophe: false, spelling: script })),
];

/**
 * Names that no record has and that resemble none, in NFC: diacritics and apostrophes first, then less of them until the form's
 * validators agree. Only the name that titles the record gets an apostrophe: a search engine that breaks words there would take
 * the short piece in front of it for a name that many have.
 */
export function nameCandidates(field: FormField, { faker, form }: Making): Candidates {
  const { name: parts, maxLength = Infinity } = (field.configuration ?? {}) as {
    name?: Record<string, { required?: unknown }>;
    maxLength?: number;
  };
  const middle = parts?.['middlename']?.required ? ['middlename'] : [];
  const spelt = SPELLINGS.filter(({ apostrophe }) => !apostrophe || field.id === form.nameField);
  const candidates = spelt.flatMap(({ name, apostrophe, spelling }) => {
    const word = (withApostrophe: boolean) => spell(faker, spelling, withApostrophe, maxLength);
    const made = ['firstname', ...middle, 'surname'].map((part) => [
      part,
      word(apostrophe && part === 'surname'),
    ]);
    return madeUp([Object.fromEntries(made)], name).candidates;
  });
  return { candidates, remedy: null };
}

function spell(faker: Faker, spelling: Spelling, apostrophe: boolean, maxLength: number): string {
  const word = randomWord(faker, spelling);
  const spelt = apostrophe ? `${word.slice(0, 6)}'${word.slice(6)}` : word;
  return spelt.slice(0, maxLength).normalize('NFC');
}
