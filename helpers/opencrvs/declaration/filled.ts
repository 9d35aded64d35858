import type { FormField } from './event-form.ts';
import type { Answers } from './rules/rules.ts';
import type { Candidate } from './values/making.ts';

/** A form that was filled in, the review that ends it included. */
export interface Filled {
  answers: Answers;
  answered: Answered[];
  unanswered: Unanswered[];
  /** The fields that these answers show. */
  shown: ReadonlySet<FormField>;
  /** How many fields other than files had to be answered. */
  asked: number;
}

/** An answer, where it comes from, and what the form's own rules say against it. */
export interface Answered extends Candidate {
  field: FormField;
  complaints: string[];
}

/** A field that needs an answer and got none. */
export interface Unanswered {
  field: FormField;
  why: string;
  remedy: string;
}
