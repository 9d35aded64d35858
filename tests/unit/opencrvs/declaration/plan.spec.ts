import { expect, test } from '@playwright/test';
import type { FormField } from '../../../../helpers/opencrvs/declaration/event-form.ts';
import { materialFrom } from '../../../../helpers/opencrvs/declaration/material.ts';
import { planDeclaration } from '../../../../helpers/opencrvs/declaration/plan.ts';
import { is, NOW, OWN, overForm, plan, rule, served, show, surveyOfForm } from './plan-of.ts';

const required = (id: string, type: string, more: Partial<FormField> = {}): FormField => ({
  id,
  type,
  required: true,
  ...more,
});
const options = (...values: string[]) => ({ options: values.map((value) => ({ value })) });

test('only what is required, takes a file, or says when and where, is answered', () => {
  const { answers, unanswered } = plan([
    required('child.name', 'NAME'),
    { id: 'child.dob', type: 'DATE' },
    { id: 'child.weight', type: 'NUMBER' },
    { id: 'proof', type: 'FILE' },
    { id: 'heading', type: 'HEADING' },
  ]);
  expect(Object.keys(answers)).toEqual(['child.name', 'child.dob', 'proof']);
  expect(unanswered).toEqual([]);
});

test('every type of field that takes an answer gets one of its shape', () => {
  const { answers, unanswered } = plan([
    required('date', 'DATE'),
    required('range', 'DATE_RANGE'),
    required('time', 'TIME'),
    required('age', 'AGE', { configuration: { asOfDate: { $$field: 'date' } } }),
    required('number', 'NUMBER', { configuration: { min: 5, max: 7 } }),
    required('unit', 'NUMBER_WITH_UNIT', options('kg')),
    required('text', 'TEXT'),
    required('area', 'TEXTAREA'),
    required('select', 'SELECT', options('A', 'B')),
    required('radio', 'RADIO_GROUP', { ...options('A', 'B'), defaultValue: 'B' }),
    required('box', 'CHECKBOX'),
    required('country', 'COUNTRY'),
    required('clinic', 'FACILITY'),
    required('office', 'OFFICE'),
    required('place', 'LOCATION', { configuration: { locationTypes: ['CRVS_OFFICE'] } }),
    required('state', 'ADMINISTRATIVE_AREA', { configuration: { type: 'ADMIN_STRUCTURE' } }),
    required('town', 'ADMINISTRATIVE_AREA', {
      configuration: { type: 'ADMIN_STRUCTURE', partOf: { $$field: 'state' } },
    }),
    required('home', 'ADDRESS'),
    required('mail', 'EMAIL'),
    required('phone', 'PHONE'),
    required('nid', 'ID'),
    required('role', 'USER_ROLE'),
    required('pick', 'AUTOCOMPLETE', { configuration: { defaultOptions: [{ label: 'L', value: 'V' }] } }),
    required('group', 'FIELD_GROUP', { fields: [required('part', 'SELECT', options('X'))] }),
  ]);
  expect(unanswered).toEqual([]);
  expect(answers).toMatchObject({
    time: '10:30',
    age: { age: 30, asOfDateRef: 'date' },
    number: 5,
    unit: { numericValue: 1, unit: 'kg' },
    text: 'test registration TOKEN7',
    select: 'A',
    radio: 'B',
    box: false,
    country: 'FAR',
    clinic: 'clinic',
    office: 'office',
    place: 'office',
    state: 'province',
    town: 'district',
    home: { country: 'FAR', addressType: 'DOMESTIC', administrativeArea: 'village' },
    mail: OWN.informantEmail,
    phone: OWN.informantPhone,
    nid: '0123456789',
    role: 'LOCAL_REGISTRAR',
    pick: { label: 'L', value: 'V' },
    group: { part: 'X' },
  });
});

test('what a rule hides is left out, what it shows is answered, also where the rule comes first', () => {
  const { answers } = plan([
    required('why', 'TEXT', show(is('kind', 'B'))),
    required('never', 'TEXT', show({ type: 'object', not: {}, required: [] })),
    required('kind', 'SELECT', options('B')),
  ]);
  expect(answers).toEqual({ why: 'test registration TOKEN7', kind: 'B' });
});

test('pages that are not shown are not answered', () => {
  const page = (id: string, conditional: Record<string, unknown>) => ({
    id,
    conditional,
    fields: [required(`${id}.text`, 'TEXT')],
  });
  const kind = { id: 'first', fields: [required('kind', 'SELECT', options('A'))] };
  const pages = [kind, page('shown', is('kind', 'A')), page('hidden', is('kind', 'B'))];
  const survey = surveyOfForm(served([], { declaration: { pages } }));
  const { answers } = planDeclaration(materialFrom(survey, OWN, 'TOKEN7', NOW));
  expect(Object.keys(answers)).toEqual(['kind', 'shown.text']);
});

test('of several choices the one is taken that leaves nothing open', () => {
  const idNumber = required('nid', 'ID', show(is('id', 'NATIONAL_ID')));
  const fields = [required('id', 'SELECT', options('NATIONAL_ID', 'NONE')), idNumber];
  expect(plan(fields, { informantEmail: 'a@example.org' })).toMatchObject({ answers: { id: 'NONE' } });
});

test('a box that nobody must tick is ticked only where that leaves less open', () => {
  const box: FormField = { id: 'unknown', type: 'CHECKBOX', defaultValue: false };
  const hidden = show({ type: 'object', not: is('unknown', true), required: [] });
  const open = [box, required('passport', 'ID', hidden)];
  expect(plan(open, { informantEmail: 'a@example.org' }).answers).toEqual({ unknown: true });
  expect(plan([box, required('name', 'NAME', hidden)]).answers['unknown']).toBeUndefined();
});

test('two persons get two identity numbers', () => {
  const differs = rule({
    type: 'object',
    not: overForm({ one: { const: { $data: '1/two' } } }),
    required: [],
  });
  const { answers } = plan([required('one', 'ID'), required('two', 'ID', { validation: [differs] })]);
  expect([answers['one'], answers['two']]).toEqual(OWN.nationalIds);
});

test('numbers that could be somebody else’s are never invented, whatever the type of the field', () => {
  const fields = [
    required('mother.passport', 'TEXT', { label: { defaultMessage: 'ID Number' } }),
    required('informant.mobile', 'TEXT'),
    required('informant.phoneNo', 'PHONE'),
    required('mother.nid', 'ID'),
  ];
  const { answers, unanswered } = plan(fields, { informantEmail: 'a@example.org' });
  expect(answers).toEqual({});
  expect(unanswered.map(({ field, remedy }) => [field.id, remedy.split(':')[0]])).toEqual([
    ['mother.passport', 'set TEST_NID'],
    ['informant.mobile', 'set TEST_INFORMANT_PHONE'],
    ['informant.phoneNo', 'set TEST_INFORMANT_PHONE'],
    ['mother.nid', 'set TEST_NID'],
  ]);
});

test('a template answers single fields, as it says, and leaves others out', () => {
  const template = { path: 'registration.template.json', answers: { kind: 'B', proof: null } };
  const fields = [required('kind', 'SELECT', options('A', 'B')), { id: 'proof', type: 'FILE' }];
  const { answers, answered } = plan(fields, { ...OWN, template });
  expect(answers).toEqual({ kind: 'B' });
  expect(answered[0]?.source).toBe('registration.template.json');
});

test('a form that asks for the impossible is not obeyed without measure', () => {
  const endless = [
    { type: 'string', minLength: 1e12 },
    { type: 'string', pattern: '^[0-9]{1000000000}$' },
    { type: 'string', daysFromDate: { days: 1e12, clause: 'after' } },
  ];
  const fields = endless.map((asked, index) =>
    required(`field${index}`, index === 2 ? 'DATE' : 'TEXT', {
      validation: [rule(overForm({ [`field${index}`]: asked }))],
    }),
  );
  expect(plan(fields).unanswered.map(({ field }) => field.id)).toEqual(['field0', 'field1', 'field2']);
});

test('an age counts with the date of birth that follows from it, on the day that the form names', () => {
  const born = (limit: object) => ({ type: 'object', properties: { dob: { type: 'string', ...limit } } });
  const age = (limit: object): FormField =>
    required('age', 'AGE', {
      configuration: { asOfDate: { $$field: 'day' } },
      validation: [rule(overForm({ age: born({ format: 'date', ...limit }) }))],
    });
  const day = required('day', 'DATE', { defaultValue: '2020-06-30' });
  const oldest = plan([day, age({ formatMaximum: '1960-06-30' })]).answers['age'];
  expect(oldest).toEqual({ age: 60, asOfDateRef: 'day' });
  expect(plan([day, age({ formatMaximum: '1960-06-29' })]).unanswered).toHaveLength(1);
});

test('a rule that is code is not run', () => {
  const code = rule(overForm({ text: { customClientValidator: { code: '(() => { throw new Error() })' } } }));
  expect(plan([required('text', 'TEXT', { validation: [code] })]).answers).toHaveProperty('text');
});

test('a hidden field copies the first answer that there is', () => {
  const copied: FormField = {
    id: 'place',
    type: 'ALPHA_HIDDEN',
    value: [{ $$field: 'nowhere' }, { $$field: 'home', $$subfield: ['administrativeArea'] }],
  };
  expect(plan([required('home', 'ADDRESS'), copied]).answers['place']).toBe('village');
});

test('what is copied from nothing stays open, such as the result of an identity check that nobody made', () => {
  const status: FormField = {
    id: 'mother.verified',
    type: 'VERIFICATION_STATUS',
    value: [
      { $$field: 'mother.id-reader', $$subfield: ['data'] },
      { $$field: 'name', $$code: '() => true' },
    ],
  };
  expect(plan([required('name', 'NAME'), status]).answers).not.toHaveProperty(['mother.verified']);
});
