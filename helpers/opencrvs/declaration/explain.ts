import type { Rejection } from '../api/ask.ts';
import { TroubleError } from '../../outcome.ts';
import type { Unanswered } from './answer-field.ts';
import { fieldOf } from './corrections.ts';
import { labelOf, type FormField } from './event-form.ts';
import type { Filled } from './fill.ts';
import { ownKind } from './values/own.ts';

const TEMPLATE_KEY = 'REGISTRATION_TEMPLATE';

/** The field as people know it. */
const named = ({ id, label }: FormField): string =>
  `${id}${labelOf(label) === '' ? '' : ` (${labelOf(label)})`}`;

/** The error for a form that cannot be answered: each field, why, and what to do. */
export function unansweredError(environment: string, unanswered: readonly Unanswered[]): TroubleError {
  const lines = unanswered.map(({ field, why, remedy }) => `${named(field)}: ${why}; ${remedy}`);
  return new TroubleError(
    'refused',
    `the form of ${environment} asks for what there is no answer to: ${lines.join('; ')}` +
      ` (the template is the file that ${TEMPLATE_KEY} names)`,
  );
}

/** The error for a declaration that stays rejected: each field, what was sent, what the server said, and what to do. */
export function rejectedError(
  environment: string,
  rejections: readonly Rejection[],
  { answered }: Filled,
  attempts: number,
): TroubleError {
  const ids = answered.map(({ field }) => field.id);
  const lines = rejections.map(({ id: said, message }) => {
    const answer = answered.find(({ field }) => field.id === fieldOf(said, ids));
    if (answer === undefined) return `${said}: nothing was sent; the server said “${message}”`;
    return `${named(answer.field)}: sent ${shown(answer)}; the server said “${message}”`;
  });
  const example = fieldOf(rejections[0]?.id ?? '', ids) ?? rejections[0]?.id ?? '';
  return new TroubleError(
    'refused',
    `${environment} did not take the declaration after ${attempts} attempts: ${lines.join('; ')}. ` +
      `Put the answer into the file that ${TEMPLATE_KEY} names: { "${example}": … }`,
  );
}

/** An answer for messages: made-up ones in full, the administrator's own by where they come from. */
export function shown({
  field,
  value,
  source,
}: Pick<Filled['answered'][number], 'field' | 'value' | 'source'>): string {
  if (ownKind(field) !== null) return `the value of ${source}`;
  return JSON.stringify(value);
}
