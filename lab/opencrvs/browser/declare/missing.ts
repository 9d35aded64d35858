import { holds, isEmpty } from '../../farajaland/conditional.ts';
import type { Field } from '../../farajaland/field.ts';
import { fieldsOf } from '../../forms/country-form.ts';
import { countryForm } from '../../forms/current-form.ts';
import type { Declaration } from '../../server/events/event-document.ts';

/** Whether a field is part of the form, given the other answers. */
export const isShown = (field: Field, answers: Declaration): boolean =>
  field.show === undefined || holds(field.show, answers, Date.now());

/** Fields that must be answered and are not. What else may be wrong with an answer is for the server to say. */
export const missingIn = (answers: Declaration): Set<string> => missing(fieldsOf(countryForm()), answers);

export const missingInReview = (annotation: Declaration): Set<string> =>
  missing(countryForm().reviewFields, annotation);

const missing = (fields: readonly Field[], answers: Declaration): Set<string> =>
  new Set(
    fields
      .filter(
        (field) =>
          field.required === true && isShown(field, answers) && isUnanswered(field, answers[field.id]),
      )
      .map(({ id }) => id),
  );

/** An address without its area is none. */
const isUnanswered = ({ type }: Field, value: unknown): boolean =>
  isEmpty(value) ||
  (type === 'ADDRESS' && isEmpty((value as { administrativeArea?: string }).administrativeArea));
