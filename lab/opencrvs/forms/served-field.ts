import type { Field } from '../farajaland/field.ts';
import { servedConditional, servedValidator } from '../farajaland/served-rules.ts';

const FILE_TYPES = ['image/jpeg', 'image/png', 'image/jpg', 'application/pdf'];
const FIVE_MIB = 5_242_880;

export const message = (id: string, defaultMessage: string) => ({
  id,
  defaultMessage,
  description: defaultMessage,
});

/** A field as `event.config.get` gives it out. */
export const servedField = (given: Field) => ({
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
  ...(given.copies === undefined
    ? {}
    : {
        value: given.copies.map(({ field, part }) => ({
          $$field: field,
          $$subfield: part === undefined ? [] : [part],
        })),
      }),
  ...withConfiguration(given),
  conditionals: [
    ...(given.show === undefined ? [] : [{ type: 'SHOW', conditional: servedConditional(given.show) }]),
    ...(given.formOnly === true ? [{ type: 'DISPLAY_ON_REVIEW', conditional: { not: {} } }] : []),
  ],
  validation: (given.validators ?? []).map((validator) => ({
    message: message(`error.${validator.kind}`, validator.message),
    validator: servedValidator(given.id, validator),
  })),
});

function withConfiguration(field: Field): { configuration?: Record<string, unknown> } {
  const configuration = configurationOf(field);
  return configuration === null ? {} : { configuration };
}

function configurationOf({ type, accepts, name, street, partOf }: Field): Record<string, unknown> | null {
  if (type.startsWith('FILE') || type === 'SIGNATURE')
    return {
      maxFileSize: accepts?.maxBytes ?? FIVE_MIB,
      acceptedFileTypes: accepts?.types ?? FILE_TYPES,
    };
  if (type === 'NAME' && name !== undefined) {
    const part = { required: true };
    return {
      name: {
        firstname: part,
        surname: part,
        ...(name.middlename === true ? { middlename: part } : {}),
      },
      ...(name.maxLength === undefined ? {} : { maxLength: name.maxLength }),
    };
  }
  if (type === 'ADDRESS' && street !== undefined)
    return {
      streetAddressForm: street.map(({ id, label }) => ({
        id,
        type: 'TEXT',
        required: true,
        label: message(`address.${id}`, label),
      })),
    };
  if (type === 'ADMINISTRATIVE_AREA')
    return {
      type: 'ADMIN_STRUCTURE',
      ...(partOf === undefined ? {} : { partOf: { $$field: partOf, $$subfield: [] } }),
    };
  return null;
}
