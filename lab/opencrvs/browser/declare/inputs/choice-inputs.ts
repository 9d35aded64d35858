import { countryForm } from '../../../forms/current-form.ts';
import { el, icon } from '../../dom.ts';
import { domId, labelOf, type Input } from './form.ts';
import { dropdown } from './dropdown.ts';

/** One of a few options, out of a list that opens on a click. */
export const selectInput: Input = (field, form) => {
  const choices = (field.options ?? []).map(({ value, label }) => ({ value, label }));
  const select = dropdown(choices, form.draft.answers[field.id], (value) => form.answer(field.id, value));
  select.id = domId(field.id);
  return [el('div', {}, labelOf(field)), select];
};

export const countryInput: Input = (field, form) => {
  const { country, countryCode } = countryForm();
  return selectInput({ ...field, options: [{ value: countryCode, label: country }] }, form);
};

export const checkboxInput: Input = (field, form) => {
  const id = domId(field.id);
  const box = el('input', { id, type: 'checkbox', 'aria-label': field.label });
  const tick = el('span', {});
  const tickOff = () => tick.replaceChildren(...(box.checked ? [icon()] : []));
  box.checked = form.draft.answers[field.id] === true;
  tickOff();
  box.addEventListener('change', () => {
    tickOff();
    form.answer(field.id, box.checked);
  });
  return [box, tick, el('span', {}, field.label)];
};

export const radioInput: Input = (field, form) => {
  const group = el('ul', { class: 'radios' });
  const draw = () =>
    group.replaceChildren(
      ...(field.options ?? []).flatMap(({ value, label }) => {
        const id = `${domId(field.id)}_${value}`;
        const radio = el('input', { id, type: 'radio', name: domId(field.id), 'aria-label': label });
        radio.checked = form.draft.answers[field.id] === value;
        radio.addEventListener('change', () => {
          form.answer(field.id, value);
          draw();
        });
        return [radio, ...(radio.checked ? [icon()] : []), el('label', { for: id }, label)];
      }),
    );
  draw();
  return [el('div', {}, labelOf(field)), group];
};
