import { is } from '../../farajaland/conditional.ts';
import { options } from '../../farajaland/field.ts';
import type { CountryForm } from '../country-form.ts';
import { PAPERS } from './papers-page.ts';

const MIDWIFE = is('declarant.role', 'MIDWIFE');

/** Other field ids, a middle name, radio buttons, numbers within limits, a telephone number, and papers as PDF only. */
export const HIGHLANDS: CountryForm = {
  country: 'Highlands',
  countryCode: 'HLD',
  childName: 'newborn.fullName',
  dateOfEvent: 'newborn.birthday',
  placeOfEvent: 'newborn.eventPlace',
  searched: { names: ['parent.fullName'], numbers: [] },
  parent: {
    name: 'parent.fullName',
    birthDate: 'parent.birthday',
    idType: 'parent.idKind',
    idNumber: 'parent.idNumber',
  },
  summary: { placeOfBirth: 'newborn.place', contact: ['declarant.phone'] },
  silentFields: new Set(),
  pages: [
    {
      id: 'newborn',
      title: 'Newborn',
      fields: [
        {
          id: 'newborn.fullName',
          type: 'NAME',
          label: 'Full name',
          required: true,
          name: { middlename: true, maxLength: 40 },
        },
        {
          id: 'newborn.sex',
          type: 'RADIO_GROUP',
          label: 'Sex',
          required: true,
          options: options(['F', 'Girl'], ['M', 'Boy']),
        },
        {
          id: 'newborn.birthday',
          type: 'DATE',
          label: 'Birthday',
          required: true,
          validators: [{ message: 'Must not be in the future', kind: 'date-past' }],
        },
        {
          id: 'newborn.birthTime',
          type: 'TIME',
          label: 'Time of birth',
          required: true,
          validators: [{ message: 'Must be HH:mm', kind: 'pattern', pattern: '^[0-2][0-9]:[0-5][0-9]$' }],
        },
        {
          id: 'newborn.weight',
          type: 'NUMBER',
          label: 'Weight in grams',
          required: true,
          validators: [{ message: 'Must be 300 to 7000', kind: 'between', min: 300, max: 7000 }],
        },
        {
          id: 'newborn.place',
          type: 'SELECT',
          label: 'Place of birth',
          required: true,
          options: options(['CLINIC', 'Clinic'], ['HOME', 'At home']),
        },
        {
          id: 'newborn.clinic',
          type: 'LOCATION',
          label: 'Clinic',
          required: true,
          show: is('newborn.place', 'CLINIC'),
        },
        {
          id: 'newborn.home',
          type: 'ADDRESS',
          label: 'Home',
          required: true,
          show: is('newborn.place', 'HOME'),
          defaultValue: { country: 'HLD' },
        },
        {
          id: 'newborn.eventPlace',
          type: 'ALPHA_HIDDEN',
          label: 'Place',
          copies: [{ field: 'newborn.clinic' }, { field: 'newborn.home', part: 'administrativeArea' }],
        },
      ],
    },
    {
      id: 'declarant',
      title: 'Declarant',
      fields: [
        {
          id: 'declarant.role',
          type: 'SELECT',
          label: 'Declared by',
          required: true,
          options: options(['MIDWIFE', 'Midwife'], ['PARENT', 'Parent']),
        },
        { id: 'declarant.license', type: 'ID', label: 'Licence number', required: true, show: MIDWIFE },
        {
          id: 'declarant.phone',
          type: 'PHONE',
          label: 'Phone number',
          required: true,
          validators: [{ message: 'Must begin with 07', kind: 'pattern', pattern: '^07[0-9]{8}$' }],
        },
        { id: 'parent.fullName', type: 'NAME', label: "Parent's full name", required: true },
        {
          id: 'parent.birthday',
          type: 'DATE',
          label: "Parent's birthday",
          required: true,
          validators: [
            {
              message: 'Must be 14 years before the birth',
              kind: 'years-before',
              field: 'newborn.birthday',
              years: 14,
            },
          ],
        },
        {
          id: 'parent.residence',
          type: 'ADDRESS',
          label: 'Residence',
          required: true,
          defaultValue: { country: 'HLD' },
          validators: [{ message: 'Must name a hamlet', kind: 'leaf-area' }],
        },
      ],
    },
    PAPERS,
  ],
  reviewFields: [
    { id: 'review.remarks', type: 'TEXTAREA', label: 'Remarks', required: true },
    { id: 'review.signature', type: 'SIGNATURE', label: 'Signature', required: true },
  ],
};
