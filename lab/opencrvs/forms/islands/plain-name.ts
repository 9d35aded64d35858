import type { Field, Validator } from '../../farajaland/field.ts';

const PLAIN: Validator = {
  message: 'Use the letters a to z only',
  kind: 'name-pattern',
  pattern: '^[A-Za-z]+(?: [A-Za-z]+)*$',
};

/** What makes a field a name in plain Latin letters. */
export const PLAIN_NAME: Pick<Field, 'type' | 'name' | 'validators'> = {
  type: 'NAME',
  name: { maxLength: 20 },
  validators: [PLAIN],
};
