import { is, isBeforeDaysAgo } from './conditional.ts';
import { options, type Page } from './field.ts';
import { LATIN_NAME, NAME_PARTS } from './person-fields.ts';

const BIRTH_PLACES = options(
  ['HEALTH_FACILITY', 'Health Institution'],
  ['PRIVATE_HOME', 'Residential address'],
  ['OTHER', 'Other'],
);

/** Field ids, kinds and what is required are those of Farajaland 2.0.0; rarely used fields are left out. */
export const childPage: Page = {
  id: 'child',
  title: "Child's details",
  fields: [
    {
      id: 'child.name',
      type: 'NAME',
      label: "Child's name",
      required: true,
      name: NAME_PARTS,
      validators: [LATIN_NAME],
    },
    {
      id: 'child.gender',
      type: 'SELECT',
      label: 'Sex',
      required: true,
      options: options(['male', 'Male'], ['female', 'Female'], ['unknown', 'Unknown']),
    },
    {
      id: 'child.dob',
      type: 'DATE',
      label: 'Date of birth',
      required: true,
      secured: true,
      validators: [{ message: 'Must be a valid Birthdate', kind: 'date-past' }],
    },
    {
      id: 'child.reason',
      type: 'TEXT',
      label: 'Reason for delayed registration',
      required: true,
      show: isBeforeDaysAgo('child.dob', 366),
    },
    { id: 'child.divider1', type: 'DIVIDER', label: '' },
    {
      id: 'child.placeOfBirth',
      type: 'SELECT',
      label: 'Place of delivery',
      required: true,
      secured: true,
      options: BIRTH_PLACES,
    },
    {
      id: 'child.birthLocation',
      type: 'LOCATION',
      label: 'Health Institution',
      reviewLabel: 'Location of birth',
      required: true,
      secured: true,
      show: is('child.placeOfBirth', 'HEALTH_FACILITY'),
    },
    {
      id: 'child.birthLocation.privateHome',
      type: 'ADDRESS',
      label: 'Child`s address',
      reviewLabel: 'Location of birth',
      required: true,
      secured: true,
      show: is('child.placeOfBirth', 'PRIVATE_HOME'),
    },
    {
      id: 'child.birthLocation.other',
      type: 'ADDRESS',
      label: 'Child`s address',
      reviewLabel: 'Location of birth',
      required: true,
      secured: true,
      show: is('child.placeOfBirth', 'OTHER'),
    },
    {
      id: 'child.birthLocationId',
      type: 'ALPHA_HIDDEN',
      label: 'Health Institution',
      copies: [
        { field: 'child.birthLocation' },
        { field: 'child.birthLocation.privateHome', part: 'administrativeArea' },
        { field: 'child.birthLocation.other', part: 'administrativeArea' },
      ],
    },
    { id: 'child.divider2', type: 'DIVIDER', label: '' },
    {
      id: 'child.attendantAtBirth',
      type: 'SELECT',
      label: 'Attendant at birth',
      options: options(
        ['PHYSICIAN', 'Physician'],
        ['NURSE', 'Nurse'],
        ['MIDWIFE', 'Midwife'],
        ['OTHER_PARAMEDICAL_PERSONNEL', 'Other paramedical personnel'],
        ['LAYPERSON', 'Layperson'],
        ['TRADITIONAL_BIRTH_ATTENDANT', 'Traditional birth attendant'],
        ['NONE', 'None'],
      ),
    },
    {
      id: 'child.birthType',
      type: 'SELECT',
      label: 'Type of birth',
      options: options(
        ['SINGLE', 'Single'],
        ['TWIN', 'Twin'],
        ['TRIPLET', 'Triplet'],
        ['QUADRUPLET', 'Quadruplet'],
        ['HIGHER_MULTIPLE_DELIVERY', 'Higher multiple delivery'],
      ),
    },
    { id: 'child.weightAtBirth', type: 'NUMBER', label: 'Weight at birth' },
  ],
};
