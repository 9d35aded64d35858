import { all, is, not, type Conditional } from './conditional.ts';
import { options, type Field, type Validator } from './field.ts';

export const ID_TYPES = options(
  ['NATIONAL_ID', 'National ID'],
  ['PASSPORT', 'Passport'],
  ['BIRTH_REGISTRATION_NUMBER', 'Birth Registration Number'],
  ['NONE', 'None'],
);

const NATIONAL_ID: Validator = {
  message: 'Must be 10 digits',
  kind: 'pattern',
  pattern: '^[0-9]{10}$',
};

/** Letters with or without diacritics, digits, apostrophes, full stops, hyphens and single spaces. */
export const LATIN_NAME: Validator = {
  message: 'Input contains invalid characters',
  kind: 'name-pattern',
  pattern: "^[\\p{Script=Latin}0-9'.-]+(?: [\\p{Script=Latin}0-9'.-]+)*$",
};

export const NAME_PARTS = { maxLength: 32 };

/** State and district of an address; the messages are those of OpenCRVS 2.0.0. */
export const ADDRESS: readonly Validator[] = [
  { message: 'State is required', kind: 'administrative-area' },
  { message: 'District is required', kind: 'administrative-area' },
];

/** Who is described: the part of the field ids and how labels call the person. */
export interface Person {
  id: 'informant' | 'mother' | 'father';
  label: string;
  /** When the person's fields are shown at all. */
  show: Conditional;
  dobValidators: readonly Validator[];
}

/** The fields that informant, mother and father have in common, from name to identity document. */
export function personFields({ id, label, show, dobValidators }: Person): Field[] {
  const field = (name: string) => `${id}.${name}`;
  const idTypeIs = (type: string) => all(show, is(field('idType'), type));
  return [
    {
      id: field('name'),
      type: 'NAME',
      label: `${label}'s name`,
      required: true,
      show,
      name: NAME_PARTS,
      validators: [LATIN_NAME],
    },
    {
      id: field('dob'),
      type: 'DATE',
      label: 'Date of birth',
      required: true,
      secured: id !== 'informant',
      show: all(show, not(is(field('dobUnknown'), true))),
      validators: dobValidators,
    },
    {
      id: field('dobUnknown'),
      type: 'CHECKBOX',
      label: 'Exact date of birth unknown',
      formOnly: true,
      defaultValue: false,
      show,
    },
    {
      id: field('age'),
      type: 'AGE',
      label: `Age of ${id} (at the time of event)`,
      required: true,
      show: all(show, is(field('dobUnknown'), true)),
    },
    {
      id: field('nationality'),
      type: 'COUNTRY',
      label: 'Nationality',
      required: true,
      defaultValue: 'FAR',
      show,
    },
    { id: field('idType'), type: 'SELECT', label: 'Type of ID', required: true, options: ID_TYPES, show },
    {
      id: field('nid'),
      type: 'ID',
      label: 'ID Number',
      required: true,
      show: idTypeIs('NATIONAL_ID'),
      validators: [NATIONAL_ID],
    },
    {
      id: field('passport'),
      type: 'TEXT',
      label: 'ID Number',
      required: true,
      show: idTypeIs('PASSPORT'),
    },
    {
      id: field('brn'),
      type: 'TEXT',
      label: 'ID Number',
      required: true,
      show: idTypeIs('BIRTH_REGISTRATION_NUMBER'),
    },
  ];
}

/** Fields with which an identity is verified elsewhere; kept because forms and declarations name them. */
export const verificationFields = (id: Person['id'], show: Conditional): Field[] => [
  { id: `${id}.verified`, type: 'VERIFICATION_STATUS', label: 'Identity status', show },
  { id: `${id}.id-reader`, type: 'ID_READER', label: 'Identity status', formOnly: true, show },
];
