import type { FieldReference, FormField } from '../event-form.ts';
import type { Answers } from '../rules/rules.ts';
import { optionsOf } from '../rules/shown.ts';
import { madeUp, type Candidate, type Candidates, type Making } from './making.ts';

/** The options that the user has, the form's own default first. */
export function optionCandidates(field: FormField, { answers, rules }: Making): Candidates {
  const values = optionsOf(field, answers, rules).map(({ value }) => value);
  return madeUp(defaultFirst(field, values), 'an option of the form');
}

/** Unticked unless the form ticks it or must have it ticked. */
export const checkboxCandidates = (field: FormField): Candidates =>
  madeUp(defaultFirst(field, [false, true]), 'a choice of the form');

/** The country that the form itself proposes, here or in another field. */
export function countryCandidates(field: FormField, { country }: Making): Candidates {
  const proposed = typeof field.defaultValue === 'string' ? field.defaultValue : country;
  return madeUp(proposed === null ? [] : [proposed], "the form's own country");
}

/** What the form lets be picked without asking elsewhere. */
export function autocompleteCandidates(field: FormField): Candidates {
  const { defaultOptions = [] } = (field.configuration ?? {}) as { defaultOptions?: unknown[] };
  return madeUp(defaultOptions, 'an option of the form');
}

/** The value of the first other field that has one, where this field copies others; what is computed by code is not. */
export function copiedCandidates(field: FormField, answers: Answers): Candidate[] {
  const from: FieldReference[] = [field.value ?? []].flat();
  const values = from
    .filter(({ $$code }) => $$code === undefined)
    .map(({ $$field, $$subfield = [] }) => partOf(answers[$$field], $$subfield))
    .filter((value) => value !== undefined && value !== null && value !== '');
  return madeUp(values, `copied from ${from.map(({ $$field }) => $$field).join(', ')}`).candidates;
}

/** Where the event happened, as far as other answers tell: the location that was named, or the area of an address. */
export function placeOfEventCandidates({ answers, places }: Making): Candidates {
  const values = Object.values(answers);
  const named = values.filter((value) => Object.values(places.locations).includes(String(value)));
  const areas = values
    .map((value) => partOf(value, ['administrativeArea']))
    .filter((area) => area !== undefined);
  return madeUp([...named, ...areas], 'the place that was named before');
}

const partOf = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined | null)?.[name], value);

const defaultFirst = (field: FormField, values: readonly unknown[]): unknown[] =>
  values.includes(field.defaultValue)
    ? [field.defaultValue, ...values.filter((value) => value !== field.defaultValue)]
    : [...values];
