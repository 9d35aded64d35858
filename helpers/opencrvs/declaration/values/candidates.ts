import { Faker, en } from '@faker-js/faker';
import { seedOf } from '../../run-identity.ts';
import type { FormField } from '../event-form.ts';
import type { Answers } from '../rules/rules.ts';
import { complaintsOf, isRequired, isShown } from '../rules/shown.ts';
import {
  autocompleteCandidates,
  checkboxCandidates,
  copiedCandidates,
  countryCandidates,
  optionCandidates,
  placeOfEventCandidates,
} from './choices.ts';
import { dateCandidates, dateRangeCandidates } from './dates.ts';
import { fileCandidates } from './files.ts';
import { madeUp, type Candidate, type Candidates, type Making, type Material } from './making.ts';
import { nameCandidates } from './names.ts';
import { ageCandidates, numberCandidates, numberWithUnitCandidates } from './numbers.ts';
import { ownCandidates, ownKind } from './own.ts';
import { addressCandidates, areaCandidates, locationCandidates } from './places.ts';
import { textCandidates } from './text.ts';

type Make = (field: FormField, making: Making) => Candidates;

const NOTHING: Make = () => ({ candidates: [], remedy: null });

/** How answers are made for each type of field of OpenCRVS 2.0.0; what is not here shows something and takes no answer. */
const BY_TYPE: Readonly<Record<string, Make>> = {
  NAME: nameCandidates,
  TEXT: textCandidates,
  TEXTAREA: textCandidates,
  NUMBER: numberCandidates,
  NUMBER_WITH_UNIT: numberWithUnitCandidates,
  DATE: dateCandidates,
  DATE_RANGE: dateRangeCandidates,
  AGE: ageCandidates,
  TIME: () => madeUp(['10:30', '00:00', '23:59']),
  SELECT: optionCandidates,
  RADIO_GROUP: optionCandidates,
  SELECT_DATE_RANGE: optionCandidates,
  CHECKBOX: checkboxCandidates,
  COUNTRY: countryCandidates,
  LOCATION: locationCandidates,
  FACILITY: locationCandidates,
  OFFICE: locationCandidates,
  ADMINISTRATIVE_AREA: areaCandidates,
  ADDRESS: addressCandidates,
  FIELD_GROUP: groupCandidates,
  FILE: fileCandidates,
  FILE_WITH_OPTIONS: fileCandidates,
  SIGNATURE: fileCandidates,
  AUTOCOMPLETE: autocompleteCandidates,
  USER_ROLE: (_, { rules }) => madeUp([rules.user.role], "the user's own role"),
  VERIFICATION_STATUS: () => madeUp(['pending']),
  ALPHA_HIDDEN: textCandidates,
};

/** Possible answers to a field, the best first: what it copies, what the form proposes, then what is made for its type. */
export function candidatesFor(field: FormField, material: Material, answers: Answers): Candidates {
  const making: Making = { ...material, answers, faker: fakerFor(material.runToken, field.id) };
  const copied = copiedCandidates(field, answers);
  const kind = ownKind(field);
  if (kind !== null) return withFirst(copied, ownCandidates(kind, making));
  const place =
    field.id === making.form.placeOfEvent && field.type === 'ALPHA_HIDDEN'
      ? placeOfEventCandidates(making).candidates
      : [];
  const make = BY_TYPE[field.type] ?? NOTHING;
  return withFirst([...copied, ...place, ...proposed(field)], make(field, making));
}

/** The required parts of a group, each with the first answer that its own rules allow. */
function groupCandidates(group: FormField, { answers, ...material }: Making): Candidates {
  let value: Answers = {};
  for (const part of group.fields ?? []) {
    if (!isRequired(part) || !isShown(part, answers, material.rules)) continue;
    const { candidates, remedy } = candidatesFor(part, material, answers);
    const fitting = candidates.find((candidate) => {
      const made = { ...value, [part.id]: candidate.value };
      return complaintsOf(part, { ...answers, ...made, [group.id]: made }, material.rules).length === 0;
    });
    if (fitting === undefined) return { candidates: [], remedy };
    value = { ...value, [part.id]: fitting.value };
  }
  return madeUp([value]);
}

const withFirst = (first: readonly Candidate[], { candidates, remedy }: Candidates): Candidates => ({
  candidates: [...first, ...candidates],
  remedy,
});

/** The form's own default, where it is a plain text or number. */
function proposed({ type, defaultValue }: FormField): Candidate[] {
  const isPlain = typeof defaultValue === 'string' || typeof defaultValue === 'number';
  return isPlain && type !== 'AGE' ? [{ value: defaultValue, source: "the form's default" }] : [];
}

const fakerFor = (runToken: string, fieldId: string): Faker =>
  new Faker({ locale: en, seed: seedOf(`${runToken} ${fieldId}`) });
