import type { Field, Page } from '../farajaland/field.ts';

/** A country as a fake plays it: its birth form, and what of the form means what. */
export interface CountryForm {
  /** How people and pages call the country. */
  country: string;
  /** As addresses and nationalities name it. */
  countryCode: string;
  /** The pages after the introduction, in order. */
  pages: readonly Page[];
  /** The review that ends a declaration: its answers are the annotation. */
  reviewFields: readonly Field[];
  /** Fields that carry no answer; a value for them is known, but never asked for. */
  silentFields: ReadonlySet<string>;
  /** The name that titles a record. */
  childName: string;
  dateOfEvent: string;
  placeOfEvent: string;
  /** What the one search box looks at beside numbers and the child's name. */
  searched: { names: readonly string[]; numbers: readonly string[] };
  /** The fields by which two records are taken for the same birth. */
  parent: { name: string; birthDate: string; idType: string; idNumber: string };
  /** Answers on a record's summary: how it came to them, and where they stand. */
  summary: { placeOfBirth: string; contact: readonly string[] };
}

export const fieldsOf = ({ pages }: CountryForm): Field[] => pages.flatMap(({ fields }) => [...fields]);
