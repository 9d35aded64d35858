import type { CountryForm } from './country-form.ts';
import { message, servedField } from './served-field.ts';

const action = (type: string, label: string, extra: Record<string, unknown> = {}) => ({
  type,
  label: message(`event.birth.action.${type.toLowerCase()}.label`, label),
  flags: [],
  ...extra,
});

const flag = (id: string, operation: 'add' | 'remove') => ({ id, operation });

/** The birth event as `event.config.get` gives it: smaller than the real one, in its shape. */
const servedConfiguration = (form: CountryForm) => {
  const { childName, dateOfEvent, placeOfEvent, summary } = form;
  const title = `{${childName}.firstname} {${childName}.surname}`;
  const review = {
    title: message('event.birth.review.title', `Birth declaration for ${title}`),
    fields: form.reviewFields.map(servedField),
  };
  return {
    id: 'birth',
    dateOfEvent: { $$field: dateOfEvent, $$subfield: [] },
    placeOfEvent: { $$field: placeOfEvent, $$subfield: [] },
    title: message('event.birth.title', title),
    fallbackTitle: message('event.birth.fallbackTitle', 'No name provided'),
    summary: {
      fields: [dateOfEvent, summary.placeOfBirth, ...summary.contact].map((fieldId) => ({ fieldId })),
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
        ...form.pages.map((page) => ({
          id: page.id,
          type: 'FORM',
          title: message(`form.birth.${page.id}.title`, page.title),
          fields: page.fields.map(servedField),
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
};

/** An event type that nothing here is declared of. */
const other = (id: string, label: string) => ({
  id,
  title: message(`event.${id}.title`, label),
  label: message(`event.${id}.label`, label),
  actions: [],
  declaration: { label: message(`event.${id}.action.declare.form.label`, label), pages: [] },
});

/** All event types, in the order in which Farajaland serves them: births are not the first. */
export const servedConfigurations = (form: CountryForm) => [
  other('tennis-club-membership', 'Tennis club membership application'),
  servedConfiguration(form),
  other('death', 'Death'),
];
