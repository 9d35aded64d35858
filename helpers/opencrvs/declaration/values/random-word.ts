import type { Faker } from '@faker-js/faker';

/** Letters by script: consonants first, then vowels, as many of each as are easy to tell apart. */
const LETTERS = {
  Latin: ['bdfghjklmnprstvwz', 'aeiou'],
  Cyrillic: ['бвгдзклмнпрст', 'аеиоу'],
  Greek: ['βγδζθκλμνπρστ', 'αειου'],
  Arabic: ['بتجدرزسشعفقكلمن', 'اوي'],
  Devanagari: ['कगचजटडतदनपबमरलवस', 'अआइउएओ'],
  Bengali: ['কগচজটডতদনপবমরলস', 'অআইউএও'],
  Khmer: ['កគចជតទនបពមរលវស', 'អឥឧឯ'],
  Ethiopic: ['ለመሰረበተነከደገ', 'አኢኤኦ'],
} as const;

type Script = keyof typeof LETTERS;

/** Scripts other than Latin in which a name can be written. */
export const SCRIPTS = Object.keys(LETTERS).filter((script) => script !== 'Latin') as Exclude<
  Script,
  'Latin'
>[];

export type Spelling = 'plain' | 'diacritics' | 'Latin-1' | 'capitals' | Exclude<Script, 'Latin'>;

/**
 * Composed letters of European, African and Vietnamese names, by the vowel that they stand for. Those of Latin-1 come through a
 * database of that encoding unharmed; the others do not.
 */
const WITH_DIACRITIC: Record<'diacritics' | 'Latin-1', Record<string, string>> = {
  diacritics: { a: 'āăąạ', e: 'ēĕęẹ', i: 'īĭịỉ', o: 'ōŏőọ', u: 'ūŭűụ' },
  'Latin-1': { a: 'áãå', e: 'éèë', i: 'íï', o: 'óöô', u: 'úü' },
};

/**
 * A word of twelve letters that no record has and that resembles none: OpenCRVS takes two records for duplicates when one word
 * of the mother's name and the dates are alike, so real names, or a word kept from run to run, would be held back. Two such
 * words are further apart than the two edits that its search forgives.
 */
export function randomWord(faker: Faker, spelling: Spelling): string {
  const script = spelling in LETTERS ? (spelling as Script) : 'Latin';
  const [consonants, vowels] = LETTERS[script];
  const letter = (of: string) => faker.helpers.arrayElement([...of]);
  const letters = Array.from({ length: 6 }, () => [letter(consonants), letter(vowels)]).flat();
  if (spelling === 'capitals') return letters.join('').toUpperCase();
  if (script !== 'Latin') return letters.join('');
  if (spelling === 'diacritics' || spelling === 'Latin-1') {
    for (const at of [3, 9])
      letters[at] = letter(WITH_DIACRITIC[spelling][letters[at] ?? ''] ?? letters[at] ?? '');
  }
  const word = letters.join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Whether a name is one that `randomWord` made up, in whichever spelling: no person has both names like that. */
export function isTestName(value: unknown): boolean {
  const { firstname, surname } = (value ?? {}) as { firstname?: unknown; surname?: unknown };
  return [firstname, surname].every((part) => typeof part === 'string' && isRandomWord(part));
}

function isRandomWord(word: string): boolean {
  const letters = [
    ...word
      .toLowerCase()
      .normalize('NFD')
      .replaceAll(/[\p{Mn}']/gu, ''),
  ];
  if (letters.length !== 12) return false;
  return Object.values(LETTERS).some(([consonants, vowels]) =>
    letters.every((letter, at) => (at % 2 === 0 ? consonants : vowels).includes(letter)),
  );
}
