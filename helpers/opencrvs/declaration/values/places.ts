import { type FormField } from '../event-form.ts';
import { holds } from '../rules/rules.ts';
import type { Candidates, Making } from './making.ts';

const OWN = "a place of the user's own";
const NONE_REMEDY =
  'use a user of production in whose jurisdiction there is such a place, or name one in the template';

const ownPlaces = (ids: readonly (string | undefined)[]): Candidates => ({
  candidates: ids.filter((id) => id !== undefined).map((value) => ({ value, source: OWN })),
  remedy: NONE_REMEDY,
});

/** An office or facility of a type that the field takes. */
export function locationCandidates(field: FormField, { places }: Making): Candidates {
  return ownPlaces(locationTypesOf(field).map((type) => places.locations[type]));
}

/** The types of location that a field takes. */
export function locationTypesOf({ type, configuration = {} }: FormField): readonly string[] {
  if (type === 'FACILITY') return ['HEALTH_FACILITY'];
  if (type === 'OFFICE') return ['CRVS_OFFICE'];
  const { locationTypes, type: one } = configuration as { locationTypes?: string[]; type?: string };
  if (type === 'ADMINISTRATIVE_AREA') return one === undefined ? [] : [one];
  return locationTypes ?? ['HEALTH_FACILITY', 'CRVS_OFFICE'];
}

/** The area of the user's own at the field's level: below the one that the form has it lie in, or at the top. */
export function areaCandidates(field: FormField, making: Making): Candidates {
  const { partOf, type } = (field.configuration ?? {}) as { partOf?: { $$field: string }; type?: string };
  if (type !== undefined && type !== 'ADMIN_STRUCTURE') return locationCandidates(field, making);
  const { areas } = making.places;
  if (partOf === undefined) return ownPlaces(areas);
  return ownPlaces([areas[areas.indexOf(String(making.answers[partOf.$$field])) + 1], ...areas]);
}

interface StreetField {
  id: string;
  required?: unknown;
  conditionals?: FormField['conditionals'];
}

/** A home in the user's own area, as deep as the country's areas go, with the street fields that must be there. */
export function addressCandidates(
  field: FormField,
  { places, country, rules, runToken }: Making,
): Candidates {
  const { streetAddressForm = [] } = (field.configuration ?? {}) as { streetAddressForm?: StreetField[] };
  const given = (field.defaultValue ?? {}) as { country?: string };
  const code = given.country ?? country;
  const text = `Test ${runToken}`;
  const candidates = [...places.areas].reverse().flatMap((administrativeArea) => {
    if (code === null) return [];
    const address = { country: code, addressType: 'DOMESTIC', administrativeArea };
    // The conditions of street fields speak of the address alone.
    const shown = streetAddressForm.filter(({ conditionals = [] }) =>
      conditionals.every(({ type, conditional }) => type !== 'SHOW' || holds(conditional, address, rules)),
    );
    const needed = streetAddressForm.filter(({ required }) => Boolean(required));
    const [fewest, some, most] = [needed.filter((one) => shown.includes(one)), needed, streetAddressForm].map(
      (fields) => Object.fromEntries(fields.map(({ id }) => [id, text])),
    );
    return [fewest, some, most].map((streetLevelDetails = {}) => ({
      value: Object.keys(streetLevelDetails).length === 0 ? address : { ...address, streetLevelDetails },
      source: OWN,
    }));
  });
  const remedy = code === null ? 'the form names no country: give the address in the template' : NONE_REMEDY;
  return { candidates, remedy };
}
