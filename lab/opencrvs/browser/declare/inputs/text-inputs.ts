import type { Field } from '../../../farajaland/field.ts';
import { el } from '../../dom.ts';
import { domId, labelOf, type Form, type Input } from './form.ts';

interface Text {
  id: string;
  label: string;
  value: unknown;
  type?: 'text' | 'number';
}

/** A line of text under its label; the two are not tied to each other. */
function line({ id, label, value, type = 'text' }: Text, changed: (text: string) => void): Node[] {
  const input = el('input', { id, name: id, 'data-testid': `text__${id}`, type, value: shown(value) });
  input.addEventListener('input', () => changed(input.value.trim()));
  return [el('div', {}, label), input];
}

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const single =
  (type: 'text' | 'number' = 'text'): Input =>
  (field, form) => {
    const { id } = field;
    const text = { id: domId(id), label: labelOf(field), value: form.draft.answers[id], type };
    return line(text, (given) => form.answer(id, type === 'number' && given !== '' ? Number(given) : given));
  };

export const textInput = single();
export const numberInput = single('number');

export const weightInput: Input = (field, form) => [
  ...numberInput(field, form),
  ...(field.id === 'child.weightAtBirth' ? [el('span', {}, 'Kilograms (kg)')] : []),
];

/** First and last name, in some countries one between; their ids are the same on every page. */
export const nameInput: Input = ({ id, required, name: kind }: Field, form: Form) => {
  const name = { ...((form.draft.answers[id] ?? {}) as Record<string, string>) };
  const part = (key: 'firstname' | 'middlename' | 'surname', label: string) =>
    line({ id: key, label: labelOf({ label, required: required === true }), value: name[key] }, (given) => {
      name[key] = given;
      form.answer(id, { ...name });
    });
  return [
    ...part('firstname', 'First name(s)'),
    ...(kind?.middlename === true ? part('middlename', 'Middle name') : []),
    ...part('surname', 'Last name'),
  ];
};
