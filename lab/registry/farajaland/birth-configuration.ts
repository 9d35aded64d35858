import { BIRTH_PAGES, REVIEW_FIELDS } from './birth-form.ts';
import type { Field } from './field.ts';
import { servedConditional, servedValidator } from './served-rules.ts';

const message = (id: string, defaultMessage: string) => ({ id, defaultMessage, description: defaultMessage });

const field = (given: Field) => ({
  id: given.id,
  type: given.type,
  required: given.required ?? false,
  ...(given.secured === true ? { secured: true } : {}),
  label: message(`${given.id}.label`, given.label),
  ...(given.defaultValue === undefined ? {} : { defaultValue: given.defaultValue }),
  ...(given.options === undefined
    ? {}
    : {
        options: given.options.map(({ value, label }) => ({
          value,
          label: message(`${given.id}.${value}`, label),
        })),
      }),
  ...(given.type.startsWith('FILE') || given.type === 'SIGNATURE'
    ? { configuration: { maxFileSize: 5_242_880, acceptedFileTypes: FILE_TYPES } }
    : {}),
  conditionals: [
    ...(given.show === undefined ? [] : [{ type: 'SHOW', conditional: servedConditional(given.show) }]),
    ...(given.formOnly === true ? [{ type: 'DISPLAY_ON_REVIEW', conditional: { not: {} } }] : []),
  ],
  validation: (given.validators ?? []).map((validator) => ({
    message: message(`error.${validator.kind}`, validator.message),
    validator: servedValidator(given.id, validator),
  })),
});

const FILE_TYPES = ['image/jpeg', 'image/png', 'image/jpg', 'application/pdf'];

const review = {
  title: message(
    'event.birth.review.title',
    'Birth declaration for {child.name.firstname} {child.name.surname}',
  ),
  fields: REVIEW_FIELDS.map(field),
};

const action = (type: string, label: string, extra: Record<string, unknown> = {}) => ({
  type,
  label: message(`event.birth.action.${type.toLowerCase()}.label`, label),
  flags: [],
  ...extra,
});

const flag = (id: string, operation: 'add' | 'remove') => ({ id, operation });

/** The birth event as `event.config.get` gives it: smaller than the real one, in its shape. */
export const BIRTH_CONFIGURATION = {
  id: 'birth',
  dateOfEvent: { $$field: 'child.dob', $$subfield: [] },
  placeOfEvent: { $$field: 'child.birthLocationId', $$subfield: [] },
  title: message('event.birth.title', '{child.name.firstname} {child.name.surname}'),
  fallbackTitle: message('event.birth.fallbackTitle', 'No name provided'),
  summary: {
    fields: ['child.dob', 'child.placeOfBirth', 'child.birthLocation', 'informant.contact'].map(
      (fieldId) => ({
        fieldId,
      }),
    ),
  },
  label: message('event.birth.label', 'Birth'),
  actions: [
    action('READ', 'Read', { review }),
    action('DECLARE', 'Declare', {
      review,
      flags: [flag('approval-required-for-late-registration', 'add'), flag('validated', 'add')],
    }),
    action('EDIT', 'Edit', { flags: [flag('validated', 'remove')] }),
    action('REJECT', 'Reject', { flags: [flag('validated', 'remove')] }),
    action('REGISTER', 'Register', {
      flags: [flag('validated', 'remove'), flag('pending-first-certificate-issuance', 'add')],
    }),
    action('PRINT_CERTIFICATE', 'Print'),
    action('REQUEST_CORRECTION', 'Correct'),
    action('ARCHIVE', 'Archive'),
  ],
  actionOrder: [
    'DECLARE',
    'EDIT',
    'REJECT',
    'REGISTER',
    'PRINT_CERTIFICATE',
    'REQUEST_CORRECTION',
    'ARCHIVE',
  ],
  declaration: {
    label: message('event.birth.action.declare.form.label', 'Birth declaration form'),
    pages: [
      {
        id: 'introduction',
        type: 'FORM',
        title: message('form.birth.introduction.title', 'Introduction'),
        fields: [
          {
            id: 'form.section.information.birth.bulletList',
            type: 'BULLET_LIST',
            required: false,
            hideLabel: true,
            label: message('form.birth.introduction.label', 'Birth Information'),
            conditionals: [],
            validation: [],
          },
        ],
      },
      ...BIRTH_PAGES.map((page) => ({
        id: page.id,
        type: 'FORM',
        title: message(`form.birth.${page.id}.title`, page.title),
        fields: page.fields.map(field),
      })),
    ],
  },
  advancedSearch: [],
  flags: [
    'approval-required-for-late-registration',
    'escalated-to-provincial-registrar',
    'escalated-to-registrar-general',
    'validated',
    'pending-first-certificate-issuance',
    'certified-copy-printed-in-advance-of-issuance',
    'revoked',
  ].map((id) => ({ id, label: message(`flag.${id}`, id) })),
  analytics: true,
};
