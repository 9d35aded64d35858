import { all, any, is, isGiven, isOneOf, not } from './conditional.ts';
import { options, type Field, type Page } from './field.ts';
import { ADDRESS, personFields, verificationFields, type Person } from './person-fields.ts';

const MOTHER_AVAILABLE = any(is('informant.relation', 'MOTHER'), not(is('mother.detailsNotAvailable', true)));
const FATHER_AVAILABLE = any(is('informant.relation', 'FATHER'), not(is('father.detailsNotAvailable', true)));
const OTHER_INFORMANT = all(
  isGiven('informant.relation'),
  not(isOneOf('informant.relation', ['MOTHER', 'FATHER'])),
);

const MARITAL_STATUS = options(
  ['SINGLE', 'Single'],
  ['MARRIED', 'Married'],
  ['WIDOWED', 'Widowed'],
  ['DIVORCED', 'Divorced'],
  ['SEPARATED', 'Separated'],
  ['NOT_STATED', 'Not stated'],
);

const EDUCATION = options(
  ['NO_SCHOOLING', 'No schooling'],
  ['PRIMARY_ISCED_1', 'Primary'],
  ['POST_SECONDARY_ISCED_4', 'Secondary'],
  ['FIRST_STAGE_TERTIARY_ISCED_5', 'Tertiary'],
);

const addressHelper = (id: Person['id'], show = {}): Field => ({
  id: `${id}.addressHelper`,
  type: 'HEADING',
  label: 'Usual place of residence',
  formOnly: true,
  show,
});

const residence = (id: Person['id'], secured: boolean, show = {}): Field => ({
  id: `${id}.address`,
  type: 'ADDRESS',
  label: 'Usual place of residence',
  required: true,
  secured,
  show,
  validators: ADDRESS,
});

const address = (id: Person['id'], secured: boolean, show = {}): Field[] => [
  addressHelper(id, show),
  residence(id, secured, show),
];

const background = (id: 'mother' | 'father', show = {}): Field[] => [
  { id: `${id}.addressDivider2`, type: 'DIVIDER', label: '', show },
  { id: `${id}.maritalStatus`, type: 'SELECT', label: 'Marital Status', options: MARITAL_STATUS, show },
  {
    id: `${id}.educationalAttainment`,
    type: 'SELECT',
    label: 'Level of education',
    options: EDUCATION,
    show,
  },
  { id: `${id}.occupation`, type: 'TEXT', label: 'Occupation', show },
];

const unavailable = (id: 'mother' | 'father', title: string, relation: string): Field[] => {
  const show = not(is('informant.relation', relation));
  return [
    {
      id: `${id}.detailsNotAvailable`,
      type: 'CHECKBOX',
      label: `${title}'s details are not available`,
      defaultValue: false,
      show,
    },
    {
      id: `${id}.reason`,
      type: 'TEXT',
      label: 'Reason',
      required: true,
      show: all(show, is(`${id}.detailsNotAvailable`, true)),
    },
  ];
};

export const informantPage: Page = {
  id: 'informant',
  title: "Informant's details",
  fields: [
    {
      id: 'informant.relation',
      type: 'SELECT',
      label: 'Relationship to child',
      required: true,
      options: options(
        ['MOTHER', 'Mother'],
        ['FATHER', 'Father'],
        ['OTHER', 'Other'],
        ['GRANDFATHER', 'Grandfather'],
        ['GRANDMOTHER', 'Grandmother'],
        ['BROTHER', 'Brother'],
        ['SISTER', 'Sister'],
        ['LEGAL_GUARDIAN', 'Legal guardian'],
      ),
    },
    {
      id: 'informant.other.relation',
      type: 'TEXT',
      label: 'Relationship to child',
      required: true,
      show: is('informant.relation', 'OTHER'),
    },
    ...verificationFields('informant', OTHER_INFORMANT),
    ...personFields({ id: 'informant', label: 'Informant', show: OTHER_INFORMANT, dobValidators: [] }),
    ...address('informant', false, OTHER_INFORMANT),
    { id: 'informant.phoneNo', type: 'PHONE', label: 'Phone number', secured: true },
    {
      id: 'informant.email',
      type: 'EMAIL',
      label: 'Email',
      required: true,
      secured: true,
      validators: [{ message: 'Must be a valid email', kind: 'pattern', pattern: '^[^@\\s]+@[^@\\s]+$' }],
    },
  ],
};

export const motherPage: Page = {
  id: 'mother',
  title: "Mother's details",
  fields: [
    ...unavailable('mother', 'Mother', 'MOTHER'),
    ...verificationFields('mother', MOTHER_AVAILABLE),
    ...personFields({
      id: 'mother',
      label: 'Mother',
      show: MOTHER_AVAILABLE,
      dobValidators: [
        { message: 'Must be a valid birth date', kind: 'date-past' },
        {
          message: "Birth date must be 18 years before child's birth date",
          kind: 'years-before',
          field: 'child.dob',
          years: 18,
        },
      ],
    }),
    ...address('mother', true, MOTHER_AVAILABLE),
    ...background('mother', MOTHER_AVAILABLE),
    { id: 'mother.previousBirths', type: 'NUMBER', label: 'No. of previous births', show: MOTHER_AVAILABLE },
  ],
};

export const fatherPage: Page = {
  id: 'father',
  title: "Father's details",
  fields: [
    ...unavailable('father', 'Father', 'FATHER'),
    ...verificationFields('father', FATHER_AVAILABLE),
    ...personFields({
      id: 'father',
      label: 'Father',
      show: FATHER_AVAILABLE,
      dobValidators: [
        { message: 'Must be a valid Birthdate', kind: 'date-past' },
        { message: "Birth date must be before child's birth date", kind: 'date-before', field: 'child.dob' },
      ],
    }),
    { id: 'father.addressDivider', type: 'DIVIDER', label: '', show: FATHER_AVAILABLE },
    addressHelper('father', FATHER_AVAILABLE),
    {
      id: 'father.addressSameAs',
      type: 'RADIO_GROUP',
      label: "Same as mother's usual place of residence?",
      required: true,
      formOnly: true,
      defaultValue: 'NO',
      options: options(['YES', 'Yes'], ['NO', 'No']),
      show: all(FATHER_AVAILABLE, MOTHER_AVAILABLE),
    },
    residence('father', true, all(FATHER_AVAILABLE, not(is('father.addressSameAs', 'YES')))),
    ...background('father', FATHER_AVAILABLE),
  ],
};

export const documentsPage: Page = {
  id: 'documents',
  title: 'Upload supporting documents',
  fields: [
    { id: 'documents.proofOfBirth', type: 'FILE', label: 'Proof of birth' },
    proof('documents.proofOfMother', "Proof of mother's ID", not(is('mother.detailsNotAvailable', true))),
    proof('documents.proofOfFather', "Proof of father's ID", not(is('father.detailsNotAvailable', true))),
    proof(
      'documents.proofOfInformant',
      "Proof of informant's ID",
      not(isOneOf('informant.relation', ['MOTHER', 'FATHER'])),
    ),
    {
      id: 'documents.proofOther',
      type: 'FILE_WITH_OPTIONS',
      label: 'Other',
      show: not(isOneOf('informant.relation', ['MOTHER', 'FATHER'])),
      options: options(
        ['PROOF_OF_LEGAL_GUARDIANSHIP', 'Proof of legal guardianship'],
        ['PROOF_OF_ASSIGNED_RESPONSIBILITY', 'Proof of assigned responsibility'],
      ),
    },
  ],
};

function proof(id: string, label: string, show: Field['show']): Field {
  return {
    id,
    type: 'FILE_WITH_OPTIONS',
    label,
    ...(show === undefined ? {} : { show }),
    options: options(
      ['NATIONAL_ID', 'National ID'],
      ['PASSPORT', 'Passport'],
      ['BIRTH_CERTIFICATE', 'Birth certificate'],
      ['OTHER', 'Other'],
    ),
  };
}
