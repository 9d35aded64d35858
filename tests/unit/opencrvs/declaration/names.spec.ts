import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { FormField } from '../../../../helpers/opencrvs/declaration/event-form.ts';
import { isWithinEdits } from '../../../../lab/opencrvs/server/search/fuzzy.ts';
import { overForm, plan, rule } from './plan-of.ts';

interface Name {
  firstname: string;
  middlename?: string;
  surname: string;
}

const child = (more: Partial<FormField> = {}): FormField => ({
  id: 'child.name',
  type: 'NAME',
  required: true,
  ...more,
});

/** A validator for each part of a name, as OpenCRVS's own are built. */
const parts = (pattern: string) =>
  rule({
    type: 'object',
    allOf: ['firstname', 'middlename', 'surname'].map((part) =>
      overForm({ 'child.name': { type: 'object', properties: { [part]: { type: 'string', pattern } } } }, []),
    ),
    required: [],
  });

const nameFor = (field: FormField, runToken = 'TOKEN7'): Name =>
  plan([field], undefined, runToken).answers['child.name'] as Name;

test('names have diacritics and an apostrophe where the form allows them, in NFC', () => {
  const { firstname, surname } = nameFor(child());
  expect(firstname).toMatch(/^\p{Lu}[\p{L}]+$/u);
  expect(`${firstname}${surname}`.normalize('NFD')).toMatch(/\p{M}/u);
  expect(surname).toContain("'");
  // A database in Latin-1 would lose these.
  for (const part of [firstname, surname]) expect(part).toMatch(/[^\u0000-\u00ff]/);
  expect(`${firstname} ${surname}`).toBe(`${firstname} ${surname}`.normalize('NFC'));
});

/** What validators of countries allow, and what a name then looks like. */
const ALLOWED: [said: string, pattern: string, expected: RegExp][] = [
  ['the Latin script with apostrophes', "^[\\p{Script=Latin}'.-]*$", /'/],
  ['diacritics without apostrophes', '^\\p{Script=Latin}+$', /^[^']*[^\p{ASCII}][^']*$/u],
  ['diacritics of Latin-1 alone', "^[A-Za-zÀ-ÿ']+$", /[à-ÿ].* .*'.*[à-ÿ]/],
  ['plain letters and apostrophes', "^[A-Za-z']+$", /^[A-Za-z]+ [A-Za-z]+'[a-z]+$/],
  ['plain letters', '^[A-Za-z]+$', /^[A-Za-z]{12} [A-Za-z]{12}$/],
  ['capitals', '^[A-Z]+$', /^[A-Z]{12} [A-Z]{12}$/],
  ['Cyrillic', '^\\p{Script=Cyrillic}+$', /^\p{Script=Cyrillic}+ \p{Script=Cyrillic}+$/u],
  ['Khmer', '^[\\u1780-\\u17FF]+$', /^\p{Script=Khmer}+ \p{Script=Khmer}+$/u],
];

for (const [said, pattern, expected] of ALLOWED) {
  test(`where validators allow ${said}, names keep to it`, () => {
    const { firstname, surname } = nameFor(child({ validation: [parts(pattern)] }));
    expect(`${firstname} ${surname}`).toMatch(expected);
  });
}

test('a middle name is given where it is required, and no name is longer than allowed', () => {
  const part = { required: true };
  const configuration = {
    name: { firstname: part, middlename: part, surname: part },
    maxLength: 5,
  };
  const { middlename = '', ...name } = nameFor(child({ configuration }));
  expect(middlename).toHaveLength(5);
  expect(Math.max(...Object.values(name).map((text: string) => text.length))).toBe(5);
  expect(nameFor(child()).middlename).toBeUndefined();
});

test('the same run has the same name, and no word of another run is near one of it', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (one, other) => {
      fc.pre(one !== other);
      const words = (runToken: string) => Object.values(nameFor(child(), runToken)) as string[];
      expect(words(one)).toEqual(words(one));
      const [first, second] = [words(one), words(other)];
      expect(first.some((a) => second.some((b) => isWithinEdits(a, b, 2)))).toBe(false);
    }),
    { numRuns: 40 },
  );
});
