import { el } from '../../dom.ts';

export interface Choice {
  value: string;
  label: string;
}

let lists = 0;

/** A closed list that shows what is chosen and opens on a click. */
export function dropdown(
  choices: readonly Choice[],
  chosen: unknown,
  choose: (value: string) => void,
): HTMLElement {
  const number = (lists += 1);
  const label = (value: unknown) => choices.find((choice) => choice.value === value)?.label ?? 'Select...';
  const text = el('div', {}, label(chosen));
  const box = el('div', { class: 'select' }, text, el('input', { readonly: true, size: 1, class: 'pin' }));
  let list: HTMLElement | null = null;
  const close = () => {
    list?.remove();
    list = null;
  };
  const option = (choice: Choice, index: number) =>
    el(
      'div',
      {
        id: `react-select-${number}-option-${index}`,
        class: 'option',
        onclick: (event) => {
          event.stopPropagation();
          text.textContent = choice.label;
          close();
          choose(choice.value);
        },
      },
      choice.label,
    );
  box.addEventListener('click', () => {
    if (list !== null) return close();
    list = el('div', {}, ...choices.map(option));
    box.append(list);
  });
  return box;
}
