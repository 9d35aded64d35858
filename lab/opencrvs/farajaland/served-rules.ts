import type { Conditional } from './conditional.ts';
import type { Validator } from './field.ts';

type Schema = Record<string, unknown>;

/** A schema over `{ $form: <the answers> }`, the form in which OpenCRVS hands out its rules. */
const overForm = (form: Schema): Schema => ({
  type: 'object',
  properties: { $form: { type: 'object', ...form } },
  required: ['$form'],
});

/** A condition as the event configuration gives it out. */
export function servedConditional(condition: Conditional): Schema {
  if (condition.allOf !== undefined) {
    return { type: 'object', allOf: condition.allOf.map(servedConditional), required: [] };
  }
  if (condition.anyOf !== undefined) {
    return { type: 'object', anyOf: condition.anyOf.map(servedConditional), required: [] };
  }
  if (condition.not !== undefined) {
    return { type: 'object', not: servedConditional(condition.not), required: [] };
  }
  const properties = Object.entries(condition.properties ?? {}).map(([field, rule]) => [field, served(rule)]);
  if (properties.length === 0 && condition.required === undefined) return {};
  return overForm({
    properties: Object.fromEntries(properties) as Schema,
    required: condition.required ?? [],
  });
}

const served = ({ beforeDaysAgo, ...rule }: Conditional): Schema =>
  beforeDaysAgo === undefined ? { ...rule } : { type: 'string', ...pastDate(beforeDaysAgo) };

const pastDate = (daysAgo: number): Schema => ({
  format: 'date',
  daysFromDate: { days: -daysAgo, clause: 'before' },
});

/** A validator of one field as the event configuration gives it out: the answer is right when the schema holds. */
export function servedValidator(fieldId: string, validator: Validator): Schema {
  return overForm({ properties: { [fieldId]: rule(validator) }, required: [fieldId] });
}

function rule({ kind, field, years, pattern, min, max }: Validator): Schema {
  const other = { $data: `1/${field}` };
  switch (kind) {
    case 'date-past':
      return { type: 'string', format: 'date', formatMaximum: { $data: '/$now' } };
    case 'date-before':
      return { type: 'string', format: 'date', formatMaximum: other };
    case 'years-before': {
      return {
        type: 'string',
        format: 'date',
        daysFromDate: { days: -daysOf(years), clause: 'before', referenceDate: other },
      };
    }
    case 'pattern':
      return { type: 'string', pattern };
    case 'administrative-area':
      return { type: 'object', required: ['administrativeArea'] };
    case 'leaf-area':
      return {
        if: { type: 'object', properties: { addressType: { const: 'DOMESTIC' } } },
        then: {
          type: 'object',
          properties: { administrativeArea: { type: 'string', isLeafLevelLocation: true } },
          required: ['administrativeArea'],
        },
      };
    case 'name-pattern': {
      const part = { type: 'string', pattern };
      return { type: 'object', properties: { firstname: part, middlename: part, surname: part } };
    }
    case 'between':
      return { type: 'number', minimum: min, maximum: max };
  }
}

/** As OpenCRVS's forms count years in their rules. */
export const daysOf = (years = 0): number => 365 * years;
