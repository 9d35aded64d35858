import type { FormField } from '../../../../helpers/opencrvs/declaration/event-form.ts';
import { eventForm, SERVED } from '../../../../helpers/opencrvs/declaration/event-form.ts';
import { materialFrom } from '../../../../helpers/opencrvs/declaration/material.ts';
import type { OwnDetails } from '../../../../helpers/opencrvs/declaration/own-details.ts';
import type { OwnPlaces } from '../../../../helpers/opencrvs/declaration/own-places.ts';
import { planDeclaration, type Plan } from '../../../../helpers/opencrvs/declaration/plan.ts';
import type { Survey } from '../../../../helpers/opencrvs/declaration/survey.ts';
import type { Material } from '../../../../helpers/opencrvs/declaration/values/making.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);

/** A country of three levels: province, district, village. */
export const PLACES: OwnPlaces = {
  areas: ['province', 'district', 'village'],
  locations: { HEALTH_FACILITY: 'clinic', CRVS_OFFICE: 'office' },
  leafAreaIds: ['village', 'other village'],
  names: { village: 'Klow' },
};

export const OWN: OwnDetails = {
  informantEmail: 'someone@example.org',
  informantPhone: '0711111111',
  nationalIds: ['0123456789', '9876543210'],
};

/** A form of these fields as a deployment would serve it, beside a name and a date of birth. */
export const served = (fields: readonly FormField[], more: object = {}): unknown => [
  {
    id: 'birth',
    title: { defaultMessage: '{child.name.firstname} {child.name.surname}' },
    dateOfEvent: { $$field: 'child.dob' },
    declaration: { pages: [{ id: 'page', fields }] },
    actions: [],
    ...more,
  },
];

export function surveyOfForm(configuration: unknown, places = PLACES): Survey {
  return {
    form: eventForm(SERVED.parse(configuration), 'birth'),
    places,
    user: { sub: 'me', role: 'LOCAL_REGISTRAR', scope: [] },
    country: 'FAR',
  };
}

export const material = (
  fields: readonly FormField[],
  own: OwnDetails = OWN,
  runToken = 'TOKEN7',
): Material => materialFrom(surveyOfForm(served(fields)), own, runToken, NOW);

export const plan = (fields: readonly FormField[], own: OwnDetails = OWN, runToken = 'TOKEN7'): Plan =>
  planDeclaration(material(fields, own, runToken));

/** A rule over the answers, as OpenCRVS serves it. */
export const overForm = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties: { $form: { type: 'object', properties, required } },
  required: ['$form'],
});

export const is = (id: string, value: unknown) => overForm({ [id]: { const: value } });
export const show = (conditional: object) => ({
  conditionals: [{ type: 'SHOW', conditional: conditional as Record<string, unknown> }],
});
export const rule = (validator: object, message = 'not so') => ({
  validator: validator as Record<string, unknown>,
  message: { defaultMessage: message },
});
