import type { Field, FieldType } from '../../../farajaland/field.ts';
import { el } from '../../dom.ts';
import { checkboxInput, countryInput, radioInput, selectInput } from './choice-inputs.ts';
import { dateInput } from './date-input.ts';
import { fileInput, filesInput } from './file-inputs.ts';
import type { Form, Input } from './form.ts';
import { addressInput, areaInput, facilityInput } from './place-inputs.ts';
import { nameInput, numberInput, textInput, weightInput } from './text-inputs.ts';

/** How each kind of field is asked for. What has no answer of a person's is not here. */
const INPUTS: Partial<Record<FieldType, Input>> = {
  TEXT: textInput,
  ID: textInput,
  EMAIL: textInput,
  PHONE: textInput,
  NUMBER: weightInput,
  AGE: numberInput,
  NAME: nameInput,
  DATE: dateInput,
  SELECT: selectInput,
  COUNTRY: countryInput,
  CHECKBOX: checkboxInput,
  RADIO_GROUP: radioInput,
  TIME: textInput,
  LOCATION: facilityInput,
  ADMINISTRATIVE_AREA: areaInput,
  ADDRESS: addressInput,
  FILE: fileInput,
  FILE_WITH_OPTIONS: filesInput,
  HEADING: ({ label }) => [el('p', {}, label)],
};

export const inputFor = (field: Field, form: Form): Node[] => INPUTS[field.type]?.(field, form) ?? [];
