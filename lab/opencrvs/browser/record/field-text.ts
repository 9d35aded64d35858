import { isEmpty } from '../../farajaland/conditional.ts';
import type { Field } from '../../farajaland/field.ts';
import { countryForm } from '../../forms/current-form.ts';
import type { Names } from './names.ts';

interface Address {
  administrativeArea?: string;
  streetLevelDetails?: Record<string, string>;
}

/** A date as people read it: `16 November 2026`. */
export const dateText = (iso: string): string =>
  new Date(`${iso}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });

const KINDS: Partial<Record<Field['type'], (value: unknown, field: Field, names: Names) => string[]>> = {
  NAME: (value) => {
    const { firstname, middlename, surname } = value as Record<string, string | undefined>;
    return [[firstname, middlename, surname].filter(Boolean).join(' ')];
  },
  SELECT: optionText,
  RADIO_GROUP: optionText,
  DATE: (value) => [dateText(String(value))],
  CHECKBOX: (value) => [value === true ? 'Yes' : 'No'],
  COUNTRY: (value) => [value === countryForm().countryCode ? countryForm().country : String(value)],
  LOCATION: (value, _field, names) => [[...names.chain(String(value)), countryForm().country].join(', ')],
  ADMINISTRATIVE_AREA: (value, _field, names) => [names.place(String(value))],
  ADDRESS: (value, _field, names) => {
    const { administrativeArea, streetLevelDetails = {} } = value as Address;
    return [
      countryForm().country,
      ...names.chain(administrativeArea).reverse(),
      ...Object.values(streetLevelDetails),
    ];
  },
};

function optionText(value: unknown, field: Field): string[] {
  return [field.options?.find((option) => option.value === value)?.label ?? String(value)];
}

/** An answer in lines as the record page shows it; files and signatures are not text. */
export function fieldText(field: Field, value: unknown, names: Names): string[] {
  if (isEmpty(value)) return [];
  return KINDS[field.type]?.(value, field, names) ?? [String(value)];
}
