import type { Rejection } from '../api/ask.ts';
import { FailureError } from '../../base/outcome.ts';
import { fieldOf } from './corrections.ts';
import { labelOf, type FormField } from './event-form.ts';
import { ownKind } from './values/own.ts';
import type { Filled } from './filled.ts';
import type { Unanswered } from './filled.ts';

const TEMPLATE = ' (the template is the file that REGISTRATION_TEMPLATE names)';

/** The field as people know it. */
const named = ({ id, label }: FormField): string =>
  `${id}${labelOf(label) === '' ? '' : ` (${labelOf(label)})`}`;

/** The error for a form that cannot be answered: each field, why, and what to do. */
export function unansweredError(environment: string, unanswered: readonly Unanswered[]): FailureError {
  const lines = unanswered.map(({ field, why, remedy }) => `${named(field)}: ${why}; ${remedy}`);
  return new FailureError(
    'refused',
    `the form of ${environment} asks for what there is no answer to: ${lines.join('; ')}${TEMPLATE}`,
  );
}

/** A declaration that stays rejected. */
export interface Rejected {
  environment: string;
  /** What was said of the last one that was sent, and how it was filled in. */
  rejections: readonly Rejection[];
  sent: Pick<Filled, 'answered'>;
  /** The fields that then had no other answer. */
  unanswered: readonly Unanswered[];
  attempts: number;
}

/** The error for a declaration that stays rejected: each field, what was sent, what the server said, and what to do. */
export function rejectedError({
  environment,
  rejections,
  sent,
  unanswered,
  attempts,
}: Rejected): FailureError {
  const ids = sent.answered.map(({ field }) => field.id);
  const lines = rejections.map(({ id: said, message }) => {
    const id = fieldOf(said, ids) ?? said;
    const answer = sent.answered.find(({ field }) => field.id === id);
    const name = answer === undefined ? id : named(answer.field);
    const open = unanswered.find(({ field }) => field.id === id);
    const remedy =
      answer !== undefined && ownKind(answer.field) !== null
        ? `give ${answer.source} a value that is taken`
        : (open?.remedy ?? `answer it in the template: { "${id}": … }`);
    return `${name}: sent ${answer === undefined ? 'nothing' : shown(answer)}; the server said “${message}”; ${remedy}`;
  });
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return new FailureError(
    'refused',
    `${environment} did not take the declaration in ${times}: ${lines.join('; ')}${TEMPLATE}`,
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
