import { is, isBeforeDaysAgo, isGiven, all, not } from '../../farajaland/conditional.ts';
import { options, type Page } from '../../farajaland/field.ts';
import { PLAIN_NAME } from './plain-name.ts';

const SEVERAL = all(isGiven('baby.births'), not(is('baby.births', 'ONE')));

export const childPage: Page = {
  id: 'baby',
  title: 'Baby',
  fields: [
    { id: 'baby.name', label: 'Name', required: true, ...PLAIN_NAME },
    {
      id: 'baby.dateOfBirth',
      type: 'DATE',
      label: 'Date of birth',
      required: true,
      secured: true,
      validators: [{ message: 'Must not be in the future', kind: 'date-past' }],
    },
    {
      id: 'baby.lateReason',
      type: 'TEXT',
      label: 'Why so late',
      required: true,
      show: isBeforeDaysAgo('baby.dateOfBirth', 30),
    },
    {
      id: 'baby.sex',
      type: 'SELECT',
      label: 'Sex',
      required: true,
      options: options(['female', 'Female'], ['male', 'Male']),
    },
    {
      id: 'baby.births',
      type: 'SELECT',
      label: 'Born with others',
      required: true,
      options: options(['TWO', 'Twins'], ['ONE', 'Alone'], ['MORE', 'Three or more']),
    },
    {
      id: 'baby.order',
      type: 'NUMBER',
      label: 'Born as number',
      required: true,
      show: SEVERAL,
      validators: [{ message: 'Must be 1 to 8', kind: 'between', min: 1, max: 8 }],
    },
    { id: 'baby.state', type: 'ADMINISTRATIVE_AREA', label: 'State of birth', required: true },
    {
      id: 'baby.island',
      type: 'ADMINISTRATIVE_AREA',
      label: 'Island of birth',
      required: true,
      partOf: 'baby.state',
    },
  ],
};
