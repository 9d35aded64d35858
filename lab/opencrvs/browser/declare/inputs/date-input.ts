import { el } from '../../dom.ts';
import { domId, labelOf, type Input } from './form.ts';

/** Day, month and year, each for itself; an answer when there are all three. */
export const dateInput: Input = (field, form) => {
  const given = form.draft.answers[field.id];
  const [year = '', month = '', day = ''] = typeof given === 'string' ? given.split('-') : [];
  const id = domId(field.id);
  const part = (name: string, value: string) =>
    el('input', {
      id: `${id}-${name}`,
      'data-testid': `${id}-${name}`,
      name: id,
      type: 'number',
      placeholder: name,
      value,
    });
  const [dd, mm, yyyy] = [part('dd', day), part('mm', month), part('yyyy', year)];
  const changed = () => {
    const date = `${yyyy.value}-${mm.value.padStart(2, '0')}-${dd.value.padStart(2, '0')}`;
    form.answer(field.id, /^\d{4}-\d\d-\d\d$/.test(date) ? date : undefined);
  };
  for (const input of [dd, mm, yyyy]) input.addEventListener('input', changed);
  return [el('div', {}, labelOf(field)), dd, mm, yyyy];
};
