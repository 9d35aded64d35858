import type { Faker } from '@faker-js/faker';

const CONSONANTS = 'bdfghjklmnprstvwz'.split('');
const VOWELS = 'aeiou'.split('');

/**
 * A name that no record has and that resembles none: OpenCRVS takes any two records for duplicates when one word of the
 * mother's name and the dates are alike, so real first names, or a word kept from run to run, would be held back. Twelve
 * letters: three edits off any other, when two are what its search forgives.
 */
export function randomName(faker: Faker): { firstname: string; surname: string } {
  return { firstname: randomWord(faker), surname: randomWord(faker) };
}

function randomWord(faker: Faker): string {
  const pair = () => faker.helpers.arrayElement(CONSONANTS) + faker.helpers.arrayElement(VOWELS);
  const word = Array.from({ length: 6 }, pair).join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}
