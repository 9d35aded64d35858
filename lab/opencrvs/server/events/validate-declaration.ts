import { holds, isEmpty } from '../../farajaland/conditional.ts';
import { isBefore, isNoLater, today } from '../../farajaland/days.ts';
import type { Field, Validator } from '../../farajaland/field.ts';
import { daysOf } from '../../farajaland/served-rules.ts';
import { fieldsOf } from '../../forms/country-form.ts';
import { countryPlaces } from '../../forms/country-places.ts';
import { countryForm } from '../../forms/current-form.ts';
import { TrpcError } from '../trpc/trpc-error.ts';
import type { Declaration } from './event-document.ts';

export interface FieldError {
  message: string;
  id: string;
  value?: unknown;
}

const NO_ANSWER: ReadonlySet<Field['type']> = new Set(['DIVIDER', 'HEADING', 'BULLET_LIST', 'ID_READER']);

/** Throws when a declaration names a field that the event does not have: an internal error, as in OpenCRVS 2.0.0. */
export function assertKnownFields(declaration: Declaration): void {
  const form = countryForm();
  const known = new Set([...fieldsOf(form).map(({ id }) => id), ...form.silentFields]);
  for (const id of Object.keys(declaration)) {
    if (known.has(id)) continue;
    throw new TrpcError('INTERNAL_SERVER_ERROR', `Field with id ${id} not found in event config`);
  }
}

/** What is wrong with a declaration, in the order of the form. */
export function declarationErrors(declaration: Declaration, now: number): FieldError[] {
  return fieldsOf(countryForm()).flatMap((field) => fieldErrors(field, declaration, now));
}

/** What is wrong with the annotation of a declaration: what the review requires must be there. */
export const annotationErrors = (annotation: Declaration): FieldError[] =>
  countryForm()
    .reviewFields.filter(({ id, required }) => required === true && isEmpty(annotation[id]))
    .map(({ id }) => ({ message: 'Required', id }));

/** Whether a field is part of the form, given the other answers. */
export const isShown = (field: Field, declaration: Declaration, now: number): boolean =>
  field.show === undefined || holds(field.show, declaration, now);

function fieldErrors(field: Field, declaration: Declaration, now: number): FieldError[] {
  const value = declaration[field.id];
  if (!isShown(field, declaration, now)) return isEmpty(value) ? [] : hiddenErrors(field.id, value);
  if (NO_ANSWER.has(field.type)) return [];
  const errors: FieldError[] = [];
  const given = isEmpty(value) ? {} : { value };
  if (field.required === true && (isEmpty(value) || isNameless(field, value))) {
    errors.push({ message: 'Required', id: field.id });
  }
  // An optional field without an answer is right; a required one without is wrong in every respect.
  if (isEmpty(value) && (field.required !== true || !isStructured(field))) return errors;
  for (const validator of field.validators ?? []) {
    if (isValid(validator, value, declaration, now)) continue;
    errors.push({ message: validator.message, id: field.id, ...given });
  }
  return errors;
}

/** Kinds of field that are validated even without an answer. */
const isStructured = ({ type }: Field): boolean => type === 'DATE' || type === 'ADDRESS';

function isNameless({ type, name }: Field, value: unknown): boolean {
  if (type !== 'NAME') return false;
  const { firstname, middlename } = value as { firstname?: string; middlename?: string };
  return isEmpty(firstname) || (name?.middlename === true && isEmpty(middlename));
}

function hiddenErrors(id: string, value: unknown): FieldError[] {
  const message = 'Hidden or disabled field should not receive a value';
  if (Array.isArray(value)) return value.flatMap((item, index) => hiddenErrors(`${id}[${index}]`, item));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, part]) => hiddenErrors(`${id}.${name}`, part));
  }
  return [{ message, id, value }];
}

function isValid(validator: Validator, value: unknown, declaration: Declaration, now: number): boolean {
  const other = declaration[validator.field ?? ''] ?? today(now);
  switch (validator.kind) {
    case 'date-past':
      return isNoLater(value, today(now));
    case 'date-before':
      return isNoLater(value, other);
    case 'years-before':
      return isBefore(value, -daysOf(validator.years), other);
    case 'pattern':
      return new RegExp(validator.pattern ?? '', 'u').test(String(value));
    case 'between':
      return typeof value === 'number' && value >= (validator.min ?? 0) && value <= (validator.max ?? 0);
    case 'name-pattern':
      return Object.values(value as Record<string, string>).every((part) =>
        new RegExp(validator.pattern ?? '', 'u').test(part),
      );
    case 'leaf-area': {
      const { administrativeArea } = (value ?? {}) as { administrativeArea?: string };
      const { areas } = countryPlaces();
      return (
        areas.some(({ id }) => id === administrativeArea) &&
        !areas.some(({ parentId }) => parentId === administrativeArea)
      );
    }
    case 'administrative-area':
      return (
        (value as { addressType?: string } | undefined)?.addressType === 'INTERNATIONAL' ||
        !isEmpty((value as { administrativeArea?: string } | undefined)?.administrativeArea)
      );
  }
}
