import { isEmpty } from '../../farajaland/conditional.ts';
import type { Field } from '../../farajaland/field.ts';
import type { Names } from './names.ts';

interface Address {
  administrativeArea?: string;
  streetLevelDetails?: Record<string, string>;
}

const COUNTRIES: Record<string, string> = { FAR: 'Farajaland' };

/** A date as people read it: `16 November 2026`. */
export const dateText = (iso: string): string =>
  new Date(`${iso}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });

/** An answer in lines as the record page shows it; files and signatures are not text. */
export function fieldText(field: Field, value: unknown, names: Names): string[] {
  if (isEmpty(value)) return [];
  switch (field.type) {
    case 'NAME': {
      const { firstname = '', surname = '' } = value as { firstname?: string; surname?: string };
      return [`${firstname} ${surname}`.trim()];
    }
    case 'SELECT':
    case 'RADIO_GROUP':
      return [field.options?.find((option) => option.value === value)?.label ?? String(value)];
    case 'DATE':
      return [dateText(String(value))];
    case 'CHECKBOX':
      return [value === true ? 'Yes' : 'No'];
    case 'COUNTRY':
      return [COUNTRIES[String(value)] ?? String(value)];
    case 'LOCATION':
      return [[...names.chain(String(value)), 'Farajaland'].join(', ')];
    case 'ADDRESS': {
      const { administrativeArea, streetLevelDetails = {} } = value as Address;
      return [
        'Farajaland',
        ...names.chain(administrativeArea).reverse(),
        ...Object.values(streetLevelDetails),
      ];
    }
    default:
      return [String(value)];
  }
}
