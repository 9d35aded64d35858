import type { Faker } from '@faker-js/faker';
import type { EventForm } from '../event-form.ts';
import type { OwnDetails } from '../own-details.ts';
import type { OwnPlaces } from '../own-places.ts';
import type { Answers, RuleContext } from '../rules/rules.ts';

/** What a declaration is made of. */
export interface Material {
  form: EventForm;
  runToken: string;
  /** Milliseconds. */
  now: number;
  own: OwnDetails;
  places: OwnPlaces;
  rules: RuleContext;
  /** ISO 3166 or the country's own code, where the form names one. */
  country: string | null;
}

/** What one answer is made of. */
export interface Making extends Material {
  /** The answers so far. */
  answers: Answers;
  /** Gives the same for the same run and field, however often it is asked. */
  faker: Faker;
}

/** A possible answer, and where it comes from. */
export interface Candidate {
  value: unknown;
  source: string;
}

/** Possible answers, the best first, and what to do when none of them will do. */
export interface Candidates {
  candidates: Candidate[];
  /** Null: give the answer in the template. */
  remedy: string | null;
}

export const MADE_UP = 'made up';

export const madeUp = (values: readonly unknown[], source = MADE_UP): Candidates => ({
  candidates: values.map((value) => ({ value, source })),
  remedy: null,
});
