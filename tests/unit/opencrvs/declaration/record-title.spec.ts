import { expect, test } from '@playwright/test';
import { eventForm } from '../../../../helpers/opencrvs/declaration/event-form.ts';
import { recordTitle } from '../../../../helpers/opencrvs/declaration/record-title.ts';

const NAMES = [
  { id: 'informant.name', type: 'NAME' },
  { id: 'child.name', type: 'NAME' },
  { id: 'child', type: 'TEXT' },
];
const declaration = {
  'informant.name': { firstname: 'Not', surname: 'This' },
  'child.name': { firstname: 'Wovèsi', surname: "Kakí'he" },
};

const titled = (defaultMessage: string) =>
  eventForm(
    [{ id: 'birth', title: { defaultMessage }, declaration: { pages: [{ id: 'p', fields: NAMES }] } }],
    'birth',
  );

const TITLES: [title: string, nameField: string, shown: string][] = [
  ['{child.name.firstname} {child.name.surname}', 'child.name', "Wovèsi Kakí'he"],
  ['{child.name.surname}, {child.name.firstname}', 'child.name', "Kakí'he, Wovèsi"],
  ['{child.name.firstname} {child.name.middlename} {child.name.surname}', 'child.name', "Wovèsi Kakí'he"],
  ['{child.name.firstname, select, __EMPTY__ {Birth} other {x}}', 'child.name', "Wovèsi Kakí'he"],
  ['', 'informant.name', 'Not This'],
];

for (const [title, nameField, shown] of TITLES) {
  test(`a form titled “${title}” shows “${shown}”`, () => {
    const form = titled(title);
    expect(form.nameField).toBe(nameField);
    expect(recordTitle(form, declaration)).toBe(shown);
  });
}
