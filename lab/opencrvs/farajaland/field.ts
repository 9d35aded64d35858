import type { Conditional } from './conditional.ts';

export type FieldType =
  | 'BULLET_LIST'
  | 'TEXT'
  | 'TEXTAREA'
  | 'NAME'
  | 'SELECT'
  | 'RADIO_GROUP'
  | 'DATE'
  | 'AGE'
  | 'CHECKBOX'
  | 'COUNTRY'
  | 'ID'
  | 'NUMBER'
  | 'EMAIL'
  | 'PHONE'
  | 'LOCATION'
  | 'ADMINISTRATIVE_AREA'
  | 'TIME'
  | 'ADDRESS'
  | 'ALPHA_HIDDEN'
  | 'DIVIDER'
  | 'HEADING'
  | 'VERIFICATION_STATUS'
  | 'ID_READER'
  | 'FILE'
  | 'FILE_WITH_OPTIONS'
  | 'SIGNATURE';

export interface Option {
  value: string;
  label: string;
}

export interface Validator {
  message: string;
  /** Over the value, or over the whole declaration when it compares two fields. */
  kind:
    | 'date-past'
    | 'years-before'
    | 'date-before'
    | 'pattern'
    | 'administrative-area'
    | 'leaf-area'
    | 'name-pattern'
    | 'between';
  /** Of another date field, for `years-before` and `date-before`. */
  field?: string;
  years?: number;
  pattern?: string;
  /** For `between`. */
  min?: number;
  max?: number;
}

/** The files that a field takes. */
export interface Accepted {
  types: readonly string[];
  maxBytes: number;
}

/** One field of a form. A field without `show` is always shown. */
export interface Field {
  id: string;
  type: FieldType;
  label: string;
  /** The label on the record page where it differs from the form's. */
  reviewLabel?: string;
  required?: boolean;
  /** Left out of search results. */
  secured?: boolean;
  /** Not on the review and the record page. */
  formOnly?: boolean;
  show?: Conditional;
  options?: readonly Option[];
  defaultValue?: unknown;
  /** For files; without it images and PDFs of up to 5 MiB. */
  accepts?: Accepted;
  /** For names. */
  name?: { middlename?: boolean; maxLength?: number };
  /** For addresses: text below the area that must be there. */
  street?: readonly { id: string; label: string }[];
  /** For areas: the field that they lie in. */
  partOf?: string;
  /** The fields whose answer, or part of it, is copied here; the first that has one counts. */
  copies?: readonly { field: string; part?: string }[];
  validators?: readonly Validator[];
}

export interface Page {
  id: string;
  title: string;
  fields: readonly Field[];
}

/** Options whose labels are written next to their values: `['MOTHER', 'Mother']`. */
export const options = (...pairs: readonly (readonly [string, string])[]): Option[] =>
  pairs.map(([value, label]) => ({ value, label }));
