import { is } from '../../farajaland/conditional.ts';
import { options, type Page, type Validator } from '../../farajaland/field.ts';
import { PLAIN_NAME } from './plain-name.ts';

const TEN_DIGITS: Validator = { message: 'Must be 10 digits', kind: 'pattern', pattern: '^[0-9]{10}$' };
const DAD_KNOWN = is('dad.known', 'YES');

export const parentsPage: Page = {
  id: 'parents',
  title: 'Parents',
  fields: [
    { id: 'mum.name', label: "Mother's name", required: true, ...PLAIN_NAME },
    {
      id: 'mum.dateOfBirth',
      type: 'DATE',
      label: "Mother's date of birth",
      required: true,
      secured: true,
      validators: [
        { message: 'Must be in the past', kind: 'date-past' },
        { message: 'Must be 16 years before', kind: 'years-before', field: 'baby.dateOfBirth', years: 16 },
      ],
    },
    {
      id: 'mum.nid',
      type: 'ID',
      label: "Mother's national ID",
      required: true,
      validators: [TEN_DIGITS],
    },
    {
      id: 'mum.address',
      type: 'ADDRESS',
      label: "Mother's address",
      required: true,
      secured: true,
      defaultValue: { country: 'ISL' },
      street: [{ id: 'village', label: 'Village' }],
      validators: [{ message: 'Must name an island', kind: 'leaf-area' }],
    },
    {
      id: 'dad.known',
      type: 'RADIO_GROUP',
      label: 'Is the father known?',
      required: true,
      options: options(['YES', 'Yes'], ['NO', 'No']),
    },
    { id: 'dad.name', label: "Father's name", required: true, show: DAD_KNOWN, ...PLAIN_NAME },
    {
      id: 'dad.nid',
      type: 'ID',
      label: "Father's national ID",
      required: true,
      show: DAD_KNOWN,
      validators: [TEN_DIGITS],
    },
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
